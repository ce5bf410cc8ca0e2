import { parse } from 'yaml';
import { brokenLinksOf } from '../../support/documentation';
import { exampleText } from '../../support/example';

/** The files of examples/lifecycle-by-http, which users import into Genesys Cloud, fit together. */

interface DataAction {
	name: string;
	config: { request: { requestUrlTemplate: string; requestType: string; headers: Record<string, string>; requestTemplate: string } };
	contract: { input: { inputSchema: { properties: Record<string, { type: string }>; required: string[] } } };
}
const action = JSON.parse(exampleText('lifecycle-by-http/data-action.json')) as DataAction;
const { request } = action.config;
const { properties, required } = action.contract.input.inputSchema;
const inputs = Object.keys(properties).sort();

interface CallData {
	category: Record<string, { dataAction: Record<string, { inputs: Record<string, { exp?: string }> }> }>;
}
interface Workflow {
	workflow: {
		name: string;
		startUpRef: string;
		variables: Array<Record<string, { name: string; isInput: boolean }>>;
		states: Array<{ state: { refId: string; actions: Array<{ callData?: CallData }> } }>;
	};
}
const { workflow } = parse(exampleText('lifecycle-by-http/workflow.yaml')) as Workflow;
const [{ state }] = workflow.states;

/** Renders the data action's body. Supports only the Velocity syntax that its template uses. */
function sentFor(event: Record<string, string>): unknown {
	const text = request.requestTemplate
		.replace(/\$!esc\.jsonString\(\$\{input\.(\w+)\}\)/g, (_all, name: string) => JSON.stringify(event[name] ?? '').slice(1, -1))
		.replace(/\$!\{input\.(\w+)\}/g, (_all, name: string) => event[name] ?? '');
	return JSON.parse(text);
}

describe('the data action for lifecycle events', () => {
	it("the data action posts to n8n, with the integration's webhook secret in the trigger's header", () => {
		expect(request).toMatchObject({ requestType: 'POST', headers: { 'x-lifecycle-secret': '${credentials.webhookSecret}' } });
		expect(request.requestUrlTemplate).toMatch(/^https:\/\/n8n\.example\.com\/webhook\//);
	});

	it('the data action sends each of its inputs, with any characters', () => {
		const event = Object.fromEntries(inputs.map((name) => [name, properties[name].type === 'string' ? `${name} "42"\\\n` : '42']));
		expect(sentFor(event)).toEqual(event);
	});

	it('the data action requires only the conversation ID, and sends valid JSON without the other inputs', () => {
		expect(required).toEqual(['conversationId']);
		expect(sentFor({ conversationId: 'c1' })).toMatchObject({ conversationId: 'c1' });
	});
});

describe('the workflow for lifecycle events', () => {
	const called = state.actions[0].callData?.category[workflow.name].dataAction[action.name].inputs ?? {};

	it('the Architect workflow calls the data action by its name, with all of its inputs', () => {
		expect(Object.keys(called).sort()).toEqual(inputs);
	});

	it('the Architect workflow passes each field of the event with the name and type of its input', () => {
		const fields = inputs.filter((name) => name !== 'eventType');
		expect(fields.map((name) => called[name].exp)).toEqual(fields.map((name) => `Flow.${name}`));
		const variables = workflow.variables.flatMap((variable) => Object.entries(variable)).filter(([, { isInput }]) => isInput);
		expect(variables.map(([type, { name }]) => [name, type]).sort()).toEqual(fields.map((name) => [`Flow.${name}`, `${properties[name].type}Variable`]));
	});

	it('the Architect workflow starts in its only state', () => {
		expect(workflow.startUpRef).toBe(`/workflow/states/state[${state.refId}]`);
	});
});

describe('the trigger for lifecycle events', () => {
	it('the trigger starts the workflow for Open Messaging events only', () => {
		expect(JSON.parse(exampleText('lifecycle-by-http/trigger.json'))).toMatchObject({
			topicName: 'v2.detail.events.conversation.{id}.customer.end',
			enabled: true,
			target: { type: 'Workflow', workflowTargetSettings: { dataFormat: 'TopLevelPrimitives' } },
			matchCriteria: [
				{ jsonPath: 'mediaType', operator: 'Equal', value: 'MESSAGE' },
				{ jsonPath: 'messageType', operator: 'Equal', value: 'OPEN' },
			],
		});
	});
});

it('the README of the lifecycle example has no broken links', () => {
	expect(brokenLinksOf('examples/lifecycle-by-http/README.md')).toEqual([]);
});
