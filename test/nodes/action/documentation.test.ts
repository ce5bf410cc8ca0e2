import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { codeIn, jsonBlocksIn, sectionsOf, tableRowsIn } from '../../support/documentation';
import { startBotSessions } from '../../support/botSessions';
import { startSimulatorProcess, type SimulatorProcess } from '../../support/simulatorProcess';
import { action } from '../support/engine';
import { runAction } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** Runs every example of docs/operations.md, unchanged, against the simulator. */

const INTEGRATION_NAME = 'n8n Open Messaging';
const DELETED_INTEGRATION_NAME = 'Old web chat';
const PROVISIONED_INTEGRATION_NAME = 'Shop chat';
const WITHOUT_DELAYS = { rateLimitPerMinute: 0, integrationCreationMs: 0, integrationDeletionMs: 0 };
const DEFAULT_QUEUE = 'Support';

let simulator: SimulatorProcess;
let botSessions: Awaited<ReturnType<typeof startBotSessions>>;
let integrationId: string;
let counter = 0;

beforeAll(async () => {
	simulator = await startSimulatorProcess({ ...WITHOUT_DELAYS, chatsPerAgent: 100, fetchInboundMedia: false });
	integrationId = await newIntegration(INTEGRATION_NAME);
	// In Genesys Cloud, an admin assigns a flow to each new integration.
	await simulator.call('PATCH', '/simulator/settings', { newIntegrationRouted: false });
	botSessions = await startBotSessions(simulator);
	await newIntegration(DELETED_INTEGRATION_NAME);
	const queue = { __rl: true, mode: 'name', value: DEFAULT_QUEUE };
	await runAction({ operation: 'setup: provision', parameters: { name: PROVISIONED_INTEGRATION_NAME, queue }, credential: credential() });
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
	/** Values of `resource` and `operation`, such as `handover: start`. */
	operation: string;
	parameters: DocumentedParameter[];
	/** The input item, then the output. */
	blocks: IDataObject[];
}

interface DocumentedParameter {
	displayName: string;
	name: string;
	example: string;
}

const camelCase = (words: string) => words.replaceAll(' ', '').replace(/^./, (letter) => letter.toLowerCase());

const sections = sectionsOf('docs/operations.md');
const parametersIn = (sectionTitle: string) => rowsIn(sections.find(({ title }) => title === sectionTitle)?.text ?? '');
const rowsIn = (text: string): DocumentedParameter[] =>
	tableRowsIn(text).flatMap(([displayName, names, example]) =>
		example === undefined ? [] : codeIn(names).map((name) => ({ displayName, name, example: codeIn(example).join() })),
	);

/** Parameters that an operation's section lists only if something differs. Examples of Reply belong to its own section. */
const documentedElsewhere = (operation: string): DocumentedParameter[] => {
	const ofReply = operation === 'botConnector: sendLater' ? parametersIn('Bot Connector: Reply') : [];
	return [...parametersIn('Common parameters'), ...ofReply.map((parameter) => ({ ...parameter, example: '' }))];
};

const documented = sections.flatMap(({ title, text }): Documented[] => {
	const [resource, name] = title.split(': ');
	if (name === undefined) return [];
	const operation = `${camelCase(resource)}: ${camelCase(name)}`;
	const own = rowsIn(text);
	const existing = parametersOf(operation).map(([, id]) => id);
	const shared = documentedElsewhere(operation).filter((each) => existing.includes(each.name) && !own.some((row) => row.name === each.name));
	return [{ title, operation, parameters: [...own, ...shared], blocks: jsonBlocksIn(text) as IDataObject[] }];
});

/** Parameters in the node's panel, those of collections as `customer.email`. */
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

const unique = (texts: string[]) => [...new Set(texts)].sort();

const operationsOfTheNode = action.description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) =>
		options.map((option) => `${String(displayOptions?.show?.resource?.[0])}: ${'value' in option ? String(option.value) : ''}`),
	);

describe('docs/operations.md', () => {
	it('has a section for every operation', () => {
		expect(documented.map(({ operation }) => operation).sort()).toEqual([...operationsOfTheNode].sort());
	});

	it.each(documented)('lists exactly the parameters of $title', ({ operation, parameters }) => {
		const listed = parameters.map(({ displayName, name }) => `${displayName}: ${name}`);
		expect(unique(listed)).toEqual(unique(parametersOf(operation).map((names) => names.join(': '))));
	});

	it.each(documented)('shows the output of $title', async ({ operation, parameters, blocks }) => {
		const [item, out] = blocks;
		const chat = await chatFor(operation);
		const items = [withIdsOf(item, chat) as IDataObject];
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
	/** ID of the agent's message. */
	messageId?: string;
	/** Only in examples of a bot. */
	botSessionId?: string;
}

/** A new customer for each example. An agent has answered, unless the example starts the conversation. */
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
				metadata: { customAttributes: { queueName: DEFAULT_QUEUE } },
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

/** The example's item with the IDs of an existing conversation. */
function withIdsOf(value: unknown, chat: Chat, key = ''): unknown {
	if (key === 'conversationId' || key === 'messageId') return chat[key];
	if (key === 'botSessionId') return chat.botSessionId ?? value;
	if (value === 'customer-42') return chat.customerId;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withIdsOf(entry, chat, name)]));
}

const LOCATORS = /(?:^|\.)(?:integrationId|queue)$/;

/** The parameters of an example as a workflow stores them: expressions, locators by name, fields in collections. */
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

/** Region in the page's examples. */
const REGION = 'https://api.mypurecloud.com/';

/** Replaces IDs, times, and Genesys Cloud's URLs, which differ in each run. */
function comparable(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(comparable);
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, comparable(entry)]));
	}
	if (typeof value !== 'string') return value;
	if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return 'a time';
	if (value.startsWith(simulator.url) || value.startsWith(REGION)) return 'a URL of Genesys Cloud';
	if (/^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32})$/.test(value)) return 'an id';
	return value.replace(/^customer-42-\d+$/, 'customer-42');
}
