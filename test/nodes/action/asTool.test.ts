import '../../support/n8nEngine';
import {
	deepCopy,
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { convertNodeToAiTool } from 'n8n/dist/tool-generation/ai-tools';
import { action, trigger } from '../support/engine';

/** The node as a language model's tool: made by n8n's own converter, as at n8n's start. */
const { description } = convertNodeToAiTool({ description: deepCopy(action.description) }) as {
	description: INodeTypeDescription;
};

/** The parameters that are shown for an operation of the tool. */
function shown(resource: string, operation: string): INodeProperties[] {
	const values: INodeParameters = { resource, operation, '@tool': true };
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, description, values),
	);
}

const OPERATIONS = [
	['botConnector', 'reply', 'Use it once'],
	['botConnector', 'sendLater', 'Digital Bot Connector'],
	['handover', 'start', 'Do not use it twice in the same chat'],
	['handover', 'getStatus', 'still with a human agent'],
	['handover', 'end', 'no longer needs an agent'],
	['handover', 'checkAvailability', 'before you promise'],
	['message', 'send', 'word for word'],
	['message', 'sendButtonResponse', 'the customer chose'],
	['message', 'sendReceipt', 'reached the customer'],
	['message', 'sendTyping', 'is typing'],
	['conversation', 'findActive', 'open conversation'],
	['conversation', 'get', 'its status'],
	['conversation', 'setAttributes', 'Stores data'],
	['conversation', 'transfer', 'another department'],
	['integration', 'create', 'not twice'],
	['integration', 'delete', 'Permanently deletes'],
	['integration', 'get', 'whether it is ready'],
	['integration', 'getMany', 'Lists'],
	['integration', 'update', 'Other settings are kept'],
	['setup', 'check', 'without changing anything'],
	['setup', 'provision', 'only if an administrator asks'],
];

describe('the node as an AI agent\'s tool', () => {
	it('is usable as a tool', () => {
		expect(action.description.usableAsTool).toBe(true);
		expect(description.name).toBe('genesysOpenMessagingTool');
		expect(description.outputs).toEqual(['ai_tool']);
	});

	it.each(OPERATIONS)('%s: %s explains to the model when to use it', (resource, operation, words) => {
		const texts = shown(resource, operation).filter(({ name }) => name === 'toolDescription');
		expect(texts).toHaveLength(1);
		expect(texts[0].default).toContain(words);
	});

	it('has a tool description for every operation, without a second field from n8n', () => {
		const operations = action.description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [], displayOptions }) =>
				options.map((option) => [String(displayOptions?.show?.resource), 'value' in option ? option.value : '']),
			);
		expect(operations).toHaveLength(OPERATIONS.length);
		for (const [resource, operation] of operations) {
			const names = shown(String(resource), String(operation)).map(({ name }) => name);
			expect(names.filter((name) => name === 'toolDescription')).toHaveLength(1);
			expect(names).not.toContain('descriptionType');
		}
	});

	it('instructs the model to say nothing more after a handover', () => {
		const [text] = shown('handover', 'start').filter(({ name }) => name === 'toolDescription');
		expect(text.default).toContain('sayNothingMore');
	});

	it('excludes the triggers', () => {
		expect(trigger.description).not.toHaveProperty('usableAsTool');
	});
});
