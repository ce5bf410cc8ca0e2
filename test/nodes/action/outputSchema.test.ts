import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { openTurns } from '../../../nodes/shared/openTurns';
import { jsonBlocksIn, read, sectionsOf } from '../../support/documentation';
import { startBotSessions } from '../../support/botSessions';
import { startSimulatorProcess, type SimulatorProcess } from '../../support/simulatorProcess';
import { ACTION, action } from '../support/engine';
import { api, INBOUND } from '../support/genesys';
import { CONVERSATION } from '../support/ids';
import { fieldsIn, schemaOf } from '../support/outputSchema';
import { runAction, schemaFile } from '../support/runAction';
import { runRouter } from '../support/runRouter';
import { REQUIRED } from '../support/startHandover';
import { StoredCredential } from '../support/storedCredential';

/** The schema files of the action node and the router: what n8n knows of their items before they come. */

jest.setTimeout(30_000);

let simulator: SimulatorProcess;
let botSessions: Awaited<ReturnType<typeof startBotSessions>>;
let integrationId: string;
let counter = 0;
const newCustomer = () => `customer-${++counter}`;

beforeAll(async () => {
	simulator = await startSimulatorProcess({ rateLimitPerMinute: 0, integrationCreationMs: 0, integrationDeletionMs: 0, fetchInboundMedia: false, chatsPerAgent: 100 });
	botSessions = await startBotSessions(simulator);
	integrationId = String((await run('setup: provision', { name: 'Chat', queue: byName('Support') })).integrationId);
}, 30_000);
afterEach(() => nock.cleanAll());
afterAll(async () => {
	await Promise.all([simulator?.stop(), botSessions?.close()]);
	nock.restore();
});

const byName = (value: string) => ({ __rl: true, mode: 'name', value });
const login = (clientId = 'demo-client', clientSecret = 'demo-secret') =>
	new StoredCredential({ region: 'custom', customDomain: simulator.url, clientId, clientSecret, accessToken: '', webhookSecret: 'the secret of these tests' });

async function run(operation: string, parameters: IDataObject = {}, credential = login(), type = ACTION): Promise<IDataObject> {
	const [{ json }] = await runAction({ operation, parameters: parameters as INodeParameters, credential, node: { type } });
	return json;
}

const who = (customerId = newCustomer()) => ({ integrationId: { __rl: true, mode: 'id', value: integrationId }, customerId });

/** A conversation that an agent has answered in. */
async function chat() {
	const { customerId, conversationId } = await run('handover: start', { ...who(), text: 'Hi', queue: byName('Support') });
	await simulator.call('POST', `/simulator/conversations/${String(conversationId)}/accept`, {});
	const { id } = await simulator.call<{ id: string }>('POST', `/simulator/conversations/${String(conversationId)}/messages`, { text: 'Yes?' });
	return { customerId: String(customerId), conversationId: String(conversationId), messageId: id };
}

const webhookHeaders = { 'X-Tenant': 'one' };
const integration = async (options: IDataObject = {}) =>
	await run('integration: create', { name: `Integration ${++counter}`, options: { webhookHeaders, ...options } });

/** Runs with all that an operation can put into its item. */
const RUNS: Record<string, () => Promise<IDataObject[]>> = {
	'handover: start': async () => {
		const options = { customAttributes: { long: 'x'.repeat(2000) } };
		return [await run('handover: start', { ...who(), text: 'Hi', options }, login(), `${ACTION}Tool`), await incomplete()];
	},
	'handover: getStatus': async () => await beforeAndAfter('handover: getStatus'),
	'handover: end': async () => [await run('handover: end', { conversationId: (await chat()).conversationId })],
	'handover: checkAvailability': async () => [await run('handover: checkAvailability', { queue: byName('Support') })],
	'message: send': async () => [await run('message: send', { ...who(), attachments: ['https://example.org/1.png', 'https://example.org/2.png'] })],
	'message: sendButtonResponse': async () => {
		const { customerId, messageId } = await chat();
		return [await run('message: sendButtonResponse', { ...who(customerId), text: 'Yes', originatingMessageId: messageId })];
	},
	'message: sendReceipt': async () => {
		const { customerId, messageId } = await chat();
		return [await run('message: sendReceipt', { ...who(customerId), messageId })];
	},
	'message: sendTyping': async () => [await run('message: sendTyping', who((await chat()).customerId))],
	'botConnector: reply': async () => {
		const session = { options: { botSessionId: 'session-1', confidence: 1, slotsJson: { sizes: ['S'] } }, outputParameters: { values: [{ name: 'summary', value: 'x' }] } };
		const close = openTurns.open({ botSessionId: 'session-1', messageId: 'message-1' }, () => {});
		const slots = { values: [{ name: 'orderNumber', type: 'String', value: '4711' }] };
		const replied = await run('botConnector: reply', { ...session, botState: 'Complete', intent: 'Done', text: 'Bye', slots }, login(), `${ACTION}Tool`);
		close();
		return [replied, await run('botConnector: reply', { ...session, botState: 'Failed', text: 'Sorry', errorCode: 'down' })];
	},
	'botConnector: sendLater': async () => {
		const session = { botSessionId: await botSessions.open(), botId: 'order-bot', botVersion: '1', language: 'en-us' };
		// Only where the workflow has the trigger; see botConnectorSendLater.test.ts.
		return [{ ...(await run('botConnector: sendLater', { ...session, text: 'Hi' })), conversationId: CONVERSATION }];
	},
	'conversation: findActive': async () => [await run('conversation: findActive', who((await chat()).customerId))],
	'conversation: get': async () => await beforeAndAfter('conversation: get'),
	'conversation: setAttributes': async () => [
		await run('conversation: setAttributes', { conversationId: (await chat()).conversationId, customAttributes: { order: '4711' } }),
	],
	'conversation: transfer': async () => [await run('conversation: transfer', { conversationId: (await chat()).conversationId, queue: byName('Sales') })],
	'integration: create': async () => {
		const { supportedContent, messagingSetting } = (await ready()) as Record<string, IDataObject>;
		return [await integration({ supportedContentId: supportedContent.id, messagingSettingId: messagingSetting.id })];
	},
	'integration: get': async () => [await ready(), await failed('integration: get')],
	'integration: getMany': async () => [await ready(), await failed('integration: getMany', { returnAll: true })],
	'integration: update': async () => [await run('integration: update', { integrationId: (await ready()).integrationId, updateFields: { webhookHeaders } })],
	'integration: delete': async () => [await run('integration: delete', { integrationId: (await integration()).integrationId })],
	'setup: check': async () => {
		await simulator.call('POST', '/simulator/clients', { clientId: 'reader', clientSecret: 'its secret', permissions: ['messaging:integration:view'] });
		return [await run('setup: check', who(), login('reader', 'its secret'))];
	},
	'setup: provision': async () => {
		const setup = { name: 'New', queue: byName('Support') };
		const bot = { connection: 'botConnector', name: 'New', botUrl: 'http://n8n.local/webhook/1a/genesys-bot-connector' };
		const withHeader = Object.assign(login(), { header: { headerName: 'Authorization', secret: 'a secret of the bot' } });
		await simulator.call('POST', '/simulator/groups', { name: 'Agents' });
		const panel = { connection: 'agentPanel', name: 'New', panelUrl: 'http://n8n.local/webhook/1a/panel', groups: 'Agents' };
		const other = [await run('setup: provision', bot, withHeader), await run('setup: provision', panel)];
		return [await run('setup: provision', { ...setup, dryRun: true }), await run('setup: provision', setup), ...other];
	},
};

async function beforeAndAfter(operation: string): Promise<IDataObject[]> {
	const { conversationId } = await chat();
	const connected = await run(operation, { conversationId });
	await run('handover: end', { conversationId });
	return [connected, await run(operation, { conversationId })];
}

/** A handover of which Genesys takes the first part only. */
async function incomplete(): Promise<IDataObject> {
	api().post(INBOUND).query(true).reply(200, { id: 'm-1', conversationId: CONVERSATION });
	api().post(INBOUND).query(true).reply(400, {});
	api().get(/conversations/).reply(404, {});
	return await run('handover: start', { ...REQUIRED, transcript: 'Hello '.repeat(2000) }, new StoredCredential());
}

/** An integration with profiles. */
async function ready(): Promise<IDataObject> {
	return await run('integration: get', { integrationId });
}

async function failed(operation: string, parameters: IDataObject = {}): Promise<IDataObject> {
	const { integrationId: id } = await integration();
	await simulator.call('PATCH', `/simulator/integrations/${String(id)}`, { createStatus: 'Error' });
	const items = await runAction({ operation, parameters: { integrationId: id, ...parameters } as INodeParameters, credential: login() });
	return items.map(({ json }) => json).find((json) => json.integrationId === id) ?? {};
}

const operations = action.description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) => options.map((option) => `${String(displayOptions?.show?.resource?.[0])}: ${'value' in option ? String(option.value) : ''}`));

it('covers every operation', () => {
	expect(Object.keys(RUNS).sort()).toEqual([...operations].sort());
});

/** Attributes of a customer may have any names, and so may slots; messages have many shapes. */
const FOREIGN: IDataObject = { attributes: {}, slotValues: {}, parameters: {}, replyMessages: [{}], replymessages: [{}] };
const withoutForeign = (item: IDataObject): IDataObject => Object.fromEntries(Object.entries(item).map(([key, value]) => [key, FOREIGN[key] ?? value]));

const words = (name: string) => name.replace(/[A-Z]/g, ' $&').toLowerCase();
const sectionOf = (operation: string) => sectionsOf('docs/operations.md').find(({ title }) => title.toLowerCase() === words(operation))?.text ?? '';
const keysIn = (value: unknown): string[] =>
	typeof value !== 'object' || value === null ? [] : Object.entries(value).flatMap(([key, entry]) => [key, ...keysIn(entry)]);

describe.each(Object.keys(RUNS))('the schema of %s', (operation) => {
	it('has exactly the fields of real items', async () => {
		expect(schemaFile(operation)).toEqual(schemaOf((await RUNS[operation]()).map(withoutForeign)));
	});

	it('has ten fields or fewer at its top, unless it is the bot\'s own answer', () => {
		if (operation !== 'botConnector: reply') expect(Object.keys(schemaFile(operation).properties ?? {}).length).toBeLessThanOrEqual(10);
	});

	it('has only documented fields', () => {
		const text = sectionOf(operation);
		const inWords = text.replace(/```.*?```/gs, '').match(/`[^`]+`/g) ?? [];
		const named = [...keysIn(jsonBlocksIn(text)), ...inWords.flatMap((code) => code.match(/\w+/g) ?? [])];
		expect(fieldsIn(schemaFile(operation)).filter((field) => !named.includes(field))).toEqual([]);
	});
});

describe('the schema of the router', () => {
	it('has exactly the fields of real items', async () => {
		const conversation = await chat();
		const files = { attachments: ['https://example.org/1.png', 'https://example.org/2.png'], text: 'Hi' };
		const parameters = { ...who(conversation.customerId), ...files, conversationId: '={{ $json.conversationId }}' } as INodeParameters;
		const credential = login();
		const { agent } = await runRouter({ parameters, items: [{ conversationId: conversation.conversationId }], credential });
		const { bot } = await runRouter({ parameters: { ...parameters, customerId: 'another' }, items: [{}], credential });
		expect(JSON.parse(read('nodes/GenesysHandoverRouter/__schema__/v1.0.0.json'))).toEqual(schemaOf([...agent, ...bot].map(({ json }) => json)));
	});
});
