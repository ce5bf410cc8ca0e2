import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { tableRowsOf } from '../../support/documentation';
import { startBotSessions } from '../../support/botSessions';
import { startSimulatorProcess, type SimulatorProcess } from '../../support/simulatorProcess';
import { action } from '../support/engine';
import { failureOf, runAction } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** Every operation against the simulator, with exactly the permissions that the documentation lists, and with one fewer. */

let simulator: SimulatorProcess;
let botSessions: Awaited<ReturnType<typeof startBotSessions>>;
let integrationId: string;
let counter = 0;

const INTEGRATIONS = '/api/v2/conversations/messaging/integrations/open';

beforeAll(async () => {
	simulator = await startSimulatorProcess({ rateLimitPerMinute: 0, integrationCreationMs: 0, integrationDeletionMs: 0 });
	integrationId = await newIntegration();
	botSessions = await startBotSessions(simulator);
}, 30_000);
afterAll(async () => await Promise.all([simulator?.stop(), botSessions?.close()]));

async function newIntegration(): Promise<string> {
	const { id } = await simulator.call<{ id: string }>('POST', INTEGRATIONS, {
		name: `Integration ${++counter}`,
		outboundNotificationWebhookUrl: 'https://n8n.invalid',
		outboundNotificationWebhookSignatureSecretToken: 'the secret of this test',
	});
	return id;
}

const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const customer = () => ({ integrationId: locator(integrationId), customerId: `customer-${++counter}` });

/** A conversation that an agent has answered in. */
async function conversation(): Promise<{ conversationId: string; customerId: string; answerId: string }> {
	const customerId = `customer-${++counter}`;
	const { conversationId } = await simulator.call<{ conversationId: string }>(
		'POST',
		`/api/v2/conversations/messages/${integrationId}/inbound/open/message?prefetchConversationId=true`,
		{
			channel: { from: { id: customerId, idType: 'Opaque' }, time: new Date().toISOString(), messageId: `message-${counter}` },
			text: 'Hello',
		},
	);
	await simulator.call('POST', `/simulator/conversations/${conversationId}/accept`, {});
	await simulator.call('POST', `/simulator/conversations/${conversationId}/messages`, { text: 'Good morning' });
	const { conversations } = await simulator.call<{
		conversations: Array<{ id: string; messages: Array<{ id: string; from: string }> }>;
	}>('GET', '/simulator/state');
	const chat = conversations.find(({ id }) => id === conversationId);
	return { conversationId, customerId, answerId: chat?.messages.findLast(({ from }) => from === 'agent')?.id ?? '' };
}

const byConversation = async () => ({ conversationId: (await conversation()).conversationId });
const byIntegration = async () => ({ integrationId: locator(await newIntegration()) });
const toMessage = async () => {
	const { customerId, answerId } = await conversation();
	return { integrationId: locator(integrationId), customerId, messageId: answerId };
};

/** Parameters with which an operation has all that it needs but the permission. */
const READY: Record<string, () => Promise<IDataObject> | IDataObject> = {
	'handover: start': () => ({ ...customer(), text: 'Hello' }),
	'handover: getStatus': byConversation,
	'handover: end': byConversation,
	'handover: checkAvailability': () => ({ queue: { __rl: true, mode: 'name', value: 'Support' } }),
	'message: send': () => ({ ...customer(), text: 'Hello' }),
	'message: sendButtonResponse': async () => ({ ...(await toMessage()), originatingMessageId: (await conversation()).answerId, text: 'Yes', payload: 'yes' }),
	'message: sendReceipt': toMessage,
	'message: sendTyping': async () => ({ ...(await toMessage()) }),
	'botConnector: reply': () => ({ text: 'Hello', options: { botSessionId: 'session-1' } }),
	'botConnector: sendLater': async () => ({ text: 'Hello', botSessionId: await botSessions.open(), botId: 'order-bot', botVersion: '1', language: 'en-us' }),
	'conversation: findActive': async () => ({ integrationId: locator(integrationId), customerId: (await conversation()).customerId }),
	'conversation: get': byConversation,
	'conversation: setAttributes': async () => ({ ...(await byConversation()), customAttributes: { order: '4711' } }),
	'conversation: transfer': async () => ({ ...(await byConversation()), queue: { __rl: true, mode: 'name', value: 'Sales' } }),
	'integration: create': () => ({ name: `Integration ${++counter}` }),
	'integration: delete': byIntegration,
	'integration: get': byIntegration,
	'integration: getMany': () => ({ limit: 1 }),
	'integration: update': async () => ({ ...(await byIntegration()), updateFields: { webhookHeaders: '{ "X-Tenant": "one" }' } }),
	'setup: check': () => ({ integrationId: locator(integrationId) }),
	'setup: provision': () => ({ name: `Integration ${++counter}`, queue: { __rl: true, mode: 'name', value: 'Support' } }),
};

interface Row {
	/** As the node's parameters have it: `handover: start`. */
	operation: string;
	permissions: string[];
}

const camelCase = (words: string) => words.replaceAll(' ', '').replace(/^./, (letter) => letter.toLowerCase());

function documented(): Row[] {
	return tableRowsOf('docs/permissions.md').flatMap(([name, permissions]) => {
		const [, resource, operation] = /^([\w ]+): ([\w ]+)$/.exec(name) ?? [];
		if (resource === undefined) return [];
		return [
			{
				operation: `${camelCase(resource)}: ${camelCase(operation)}`,
				permissions: [...permissions.matchAll(/`([^`]+)`/g)].map(([, permission]) => permission),
			},
		];
	});
}

/** A run with an OAuth client that has these permissions and no others. */
async function runWith(operation: string, permissions: string[]) {
	const client = { clientId: `limited-${++counter}`, clientSecret: 'its secret' };
	await simulator.call('POST', '/simulator/clients', { ...client, permissions });
	const credential = new StoredCredential({ region: 'custom', customDomain: simulator.url, ...client, accessToken: '' });
	const parameters = (await READY[operation]()) as INodeParameters;
	return await runAction({ operation, parameters, credential });
}

const operationsOfTheNode = action.description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) =>
		options.map((option) => `${String(displayOptions?.show?.resource?.[0])}: ${'value' in option ? String(option.value) : ''}`),
	);

test('the documentation has a row for every operation', () => {
	expect(documented().map(({ operation }) => operation).sort()).toEqual([...operationsOfTheNode].sort());
});

test.each(documented())('$operation needs only its documented permissions', async ({ operation, permissions }) => {
	const items = await runWith(operation, permissions);
	expect(items.map(({ error }) => error)).toEqual(items.map(() => undefined));
	expect(items).toHaveLength(1);
});

const withOneFewer = documented().flatMap(({ operation, permissions }) =>
	permissions.map((missing) => ({ operation, missing, left: permissions.filter((permission) => permission !== missing) })),
);
test.each(withOneFewer)('$operation fails without $missing, and names it', async ({ operation, missing, left }) => {
	const failure = await failureOf(runWith(operation, left));
	expect(`${failure.message} ${failure.description ?? ''}`).toContain(missing);
});
