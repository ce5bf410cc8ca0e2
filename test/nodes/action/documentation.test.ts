import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { codeIn, jsonBlocksIn, sectionsOf, tableRowsIn } from '../../support/documentation';
import { startBotSessions } from '../../support/botSessions';
import { startSimulatorProcess, type SimulatorProcess } from '../../support/simulatorProcess';
import { action } from '../support/engine';
import { runAction } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** docs/operations.md: every example in it is run as it stands there, against the simulator. */

const INTEGRATION_NAME = 'n8n Open Messaging';
/** The one that is deleted, and the one that is checked. */
const OTHER_INTEGRATION_NAMES = ['Old web chat', 'Shop chat'];
const AT_ONCE = { rateLimitPerMinute: 0, integrationCreationMs: 0, integrationDeletionMs: 0 };
const QUEUE_OF_THE_CHATS = 'Support';

let simulator: SimulatorProcess;
let botSessions: Awaited<ReturnType<typeof startBotSessions>>;
let integrationId: string;
let counter = 0;

beforeAll(async () => {
	simulator = await startSimulatorProcess({ ...AT_ONCE, chatsPerAgent: 100, fetchInboundMedia: false });
	integrationId = await newIntegration(INTEGRATION_NAME);
	// As in Genesys Cloud, where an admin routes a new one.
	await simulator.call('PATCH', '/simulator/settings', { newIntegrationRouted: false });
	botSessions = await startBotSessions(simulator);
	for (const name of OTHER_INTEGRATION_NAMES) await newIntegration(name);
	const { agents } = await simulator.call<{ agents: Array<{ id: string }> }>('GET', '/simulator/state');
	await simulator.call('POST', `/simulator/agents/${agents[0].id}`, { onQueue: true });
}, 30_000);
afterAll(async () => await Promise.all([simulator?.stop(), botSessions?.close()]));

async function newIntegration(name: string): Promise<string> {
	const { id } = await simulator.call<{ id: string }>('POST', '/api/v2/conversations/messaging/integrations/open', {
		name,
		outboundNotificationWebhookUrl: 'https://n8n.invalid',
		outboundNotificationWebhookSignatureSecretToken: 'the secret of this test',
	});
	return id;
}

interface Documented {
	title: string;
	/** As the node's parameters have it: `handover: start`. */
	operation: string;
	parameters: Array<{ displayName: string; name: string; example: string }>;
	/** Item in, items out. */
	blocks: IDataObject[];
}

const camelCase = (words: string) => words.replaceAll(' ', '').replace(/^./, (letter) => letter.toLowerCase());

const documented = sectionsOf('docs/operations.md').flatMap(({ title, text }): Documented[] => {
	const [resource, operation] = title.split(': ');
	if (operation === undefined) return [];
	const parameters = tableRowsIn(text).flatMap(([displayName, name, example]) => {
		const [id] = codeIn(name);
		return id === undefined || example === undefined ? [] : [{ displayName, name: id, example: codeIn(example).join() }];
	});
	return [{ title, operation: `${camelCase(resource)}: ${camelCase(operation)}`, parameters, blocks: jsonBlocksIn(text) as IDataObject[] }];
});

/** The parameters that people see, those of collections as `additionalFields.email`. */
function parametersOf(operation: string): Array<[string, string]> {
	const [resource, name] = operation.split(': ');
	const own = action.description.properties.filter(
		({ type, displayOptions: { show } = {} }) =>
			type !== 'notice' && show?.['@tool'] === undefined && show?.resource?.includes(resource) && show.operation?.includes(name),
	);
	return own.flatMap((property): Array<[string, string]> => {
		if (property.type !== 'collection') return [[property.displayName, property.name]];
		const fields = (property.options ?? []) as INodeProperties[];
		return fields.map((field) => [field.displayName, `${property.name}.${field.name}`]);
	});
}

const operationsOfTheNode = action.description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) =>
		options.map((option) => `${String(displayOptions?.show?.resource?.[0])}: ${'value' in option ? String(option.value) : ''}`),
	);

describe('the page of operations', () => {
	it('has a section for every operation', () => {
		expect(documented.map(({ operation }) => operation).sort()).toEqual([...operationsOfTheNode].sort());
	});

	it.each(documented)('names the parameters of $title, and no others', ({ operation, parameters }) => {
		const named = parameters.map(({ displayName, name }) => [displayName, name]);
		expect(named.sort()).toEqual(parametersOf(operation).sort());
	});

	it.each(documented)('shows what $title gives', async ({ operation, parameters, blocks }) => {
		const [item, out] = blocks;
		const chat = await chatFor(operation);
		const items = [inPlaceOf(item, chat) as IDataObject];
		const output = await runAction({ operation, parameters: filledIn(parameters), items, credential: credential() });
		const shown = output.map(({ json }) => json);
		expect(comparable(Array.isArray(out) ? shown : shown[0])).toEqual(comparable(out));
	});
});

const credential = () =>
	new StoredCredential({ region: 'custom', customDomain: simulator.url, clientId: 'demo-client', clientSecret: 'demo-secret', accessToken: '' });

interface Chat {
	customerId: string;
	conversationId?: string;
	/** Of the message that the agent has written. */
	messageId?: string;
	/** Of a bot, where the example is about one. */
	botSessionId?: string;
}

/** A customer for each example; an agent has answered, unless the example is the beginning of the chat. */
async function chatFor(operation: string): Promise<Chat> {
	const customerId = `customer-42-${++counter}`;
	if (operation === 'handover: start') return { customerId };
	if (operation === 'botConnector: sendLater') return { customerId, botSessionId: await botSessions.open() };
	const { conversationId } = await simulator.call<{ conversationId: string }>(
		'POST',
		`/api/v2/conversations/messages/${integrationId}/inbound/open/message?prefetchConversationId=true`,
		{
			channel: {
				from: { id: customerId, idType: 'Opaque', firstName: 'Ada', lastName: 'Lovelace' },
				time: new Date().toISOString(),
				messageId: `message-${counter}`,
				metadata: { customAttributes: { queueName: QUEUE_OF_THE_CHATS } },
			},
			text: 'Hello',
		},
	);
	const path = `/simulator/conversations/${conversationId}`;
	await simulator.call('POST', `${path}/accept`, {});
	await simulator.call('POST', `${path}/messages`, { text: 'Good morning' });
	const { conversations } = await simulator.call<{ conversations: Array<{ id: string; messages: Array<{ id: string; from: string }> }> }>(
		'GET',
		'/simulator/state',
	);
	const messages = conversations.find(({ id }) => id === conversationId)?.messages ?? [];
	return { customerId, conversationId, messageId: messages.findLast(({ from }) => from === 'agent')?.id };
}

/** The example's item, with the IDs of a chat that really is there. */
function inPlaceOf(value: unknown, chat: Chat, key = ''): unknown {
	if (key === 'conversationId' || key === 'messageId') return chat[key];
	if (key === 'botSessionId') return chat.botSessionId ?? value;
	if (value === 'customer-42') return chat.customerId;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, inPlaceOf(entry, chat, name)]));
}

const LOCATORS = /(?:^|\.)(?:integrationId|queue)$/;

/** The parameters of an example as a workflow has them: expressions, locators by name, fields in their collections. */
function filledIn(parameters: Documented['parameters']): INodeParameters {
	const filled: INodeParameters = {};
	for (const { name, example } of parameters) {
		if (example === '') continue;
		const text = example.startsWith('{{') ? `=${example}` : example;
		const value = LOCATORS.test(name) ? { __rl: true, mode: 'name', value: text } : text;
		const [collection, field] = name.split('.');
		if (field === undefined) filled[name] = value;
		else filled[collection] = { ...(filled[collection] as INodeParameters | undefined), [field]: value };
	}
	return filled;
}

/** Where the page's examples live. */
const REGION = 'https://api.mypurecloud.com/';

/** IDs, times and Genesys' own addresses differ from run to run; everything else is compared as it is. */
function comparable(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(comparable);
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, comparable(entry)]));
	}
	if (typeof value !== 'string') return value;
	if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return 'a time';
	if (value.startsWith(simulator.url) || value.startsWith(REGION)) return 'an address in Genesys Cloud';
	if (/^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32})$/.test(value)) return 'an id';
	return value.replace(/^customer-42-\d+$/, 'customer-42');
}
