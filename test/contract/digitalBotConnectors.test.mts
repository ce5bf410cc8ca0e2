import type { Models } from 'purecloud-platform-client-v2';
import { connectorTo, listedBot, openMessenger, startBot, type BotAnswer, type Customer, type OwnBot } from './support/bot.mts';
import { contract, refusalOf } from './support/genesys.mts';

/** The Digital Bot Connector (v2): what Genesys Cloud sends to a bot, how it handles the responses, and what may follow later. */

const genesys = contract({ rateLimitPerMinute: 0, digitalBotRetryDelayMs: 10 });
const { integrations } = genesys;
let bot: OwnBot;

beforeEach(async () => {
	bot = await startBot();
	bot.pages['/bots'] = { entities: [listedBot()] };
	bot.pages['/bots/order-bot'] = listedBot();
});
afterEach(async () => await bot.close());

const open = async ({ enableFileAttachments = false, ...action }: { enableFileAttachments?: boolean; parameters?: object; botVersion?: string; language?: string } = {}) => {
	const integrationId = await connectorTo(genesys, bot, 'digitalBotConnector', { enableFileAttachments });
	return await openMessenger(genesys, { integrationId, ...action });
};
const answered = async (...answers: BotAnswer[]) => {
	bot.answers = answers;
	return await (await open()).says('Hi');
};
const messages = () => bot.calls.filter(({ path }) => path === '/messages');
const more = (fields: object = {}) => ({ botState: 'MoreData', replyMessages: [{ type: 'Text', text: 'Hello' }], ...fields });
const picture = { id: '1', mediaType: 'Image', url: 'https://acme.io/shoe.png', filename: 'shoe.png' };
const attachment = { contentType: 'Attachment', attachment: picture };

describe('a Digital Bot Connector request', () => {
	test('a Digital Bot Connector request has the bot’s real ID, a message ID, and the session variables on every turn', async () => {
		bot.answers = [more()];
		const customer = await open({ parameters: { surveyId: '7' } });
		const { botSessionId } = await customer.says('Hi');
		await customer.says('And?');
		const [first, second] = messages().map(({ body }) => body);
		expect(first).toEqual({
			botId: 'order-bot',
			botVersion: 'Delta',
			botSessionId,
			messageId: expect.any(String),
			inputMessage: { type: 'Text', text: 'Hi' },
			languageCode: 'en-us',
			botSessionTimeout: 720,
			genesysConversationId: customer.id,
			parameters: { surveyId: '7' },
		});
		expect(second['parameters']).toEqual({ surveyId: '7' });
		expect(second['messageId']).not.toBe(first['messageId']);
	});

	test('a Digital Bot Connector request without session variables has no parameters and follows the fetch of list and bot', async () => {
		await answered(more());
		expect(messages()[0].body).not.toHaveProperty('parameters');
		expect(bot.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /bots', 'GET /bots/order-bot', 'POST /messages']);
	});

	test('a Digital Bot Connector request is repeated with the same message ID after a 5xx, then takes the failure path', async () => {
		expect(await answered(500, 503, more())).toMatchObject({ state: 'bot' });
		expect(new Set(messages().map(({ body }) => body['messageId'])).size).toBe(1);
		expect(messages()).toHaveLength(3);
		expect((await answered(500)).outcome?.failure?.errorType).toBe('ServiceProviderErrorResponse');
		expect(messages()).toHaveLength(3 + 4);
	});

	test('a Digital Bot Connector request is not repeated after a 4xx', async () => {
		expect((await answered(403)).outcome?.failure?.errorType).toBe('ServiceProviderErrorResponse');
		expect(messages()).toHaveLength(1);
	});

	test('a Digital Bot Connector request is not repeated after the Bot Response Timeout', async () => {
		await genesys.control('PATCH', 'settings', { digitalBotResponseTimeoutMs: 1_000 });
		expect((await answered(null)).outcome?.failure?.errorType).toBe('ServiceProviderTimeout');
		expect(messages()).toHaveLength(1);
		await genesys.control('PATCH', 'settings', { digitalBotResponseTimeoutMs: 30_000 });
	});
});

describe('a flow with a Digital Bot Connector', () => {
	test("a flow cannot be published with a bot, version, or language that the bot’s server doesn't list", async () => {
		for (const action of [{ botId: 'other' }, { botVersion: 'Omega' }, { language: 'fr' }]) {
			await expect(open(action)).rejects.toThrow('400');
		}
	});

	test('a flow keeps the bot as it was when the flow was published', async () => {
		bot.answers = [{ botState: 'Complete', intent: 'Escalate' }];
		const customer = await open();
		bot.pages['/bots'] = { entities: [] };
		expect((await customer.says('Hi')).outcome).toMatchObject({ intent: 'Escalate' });
	});
});

describe('a Digital Bot Connector answer', () => {
	test('a Digital Bot Connector answer has its entities as strings', async () => {
		const entities = [
			{ name: 'count', type: 'Integer', value: '12' },
			{ name: 'sizes', type: 'StringCollection', values: ['S', 'M'] },
			{ name: 'price', type: 'Currency', value: '{"amount": 3.49, "code": "USD"}' },
		];
		const { outcome } = await answered({ botState: 'Complete', intent: 'Escalate', entities, parameters: { summary: 'A shoe' } });
		expect(outcome).toEqual({
			intent: 'Escalate',
			slots: { count: '12', sizes: ['S', 'M'], price: entities[2].value },
			parameters: { summary: 'A shoe' },
		});
	});

	test.each<[string, object]>([
		['is Complete without an intent', { botState: 'Complete' }],
		['has an unknown intent', { botState: 'Complete', intent: 'Fly' }],
		['has its state in uppercase', { botState: 'MOREDATA' }],
		['has an entity as a number', more({ entities: [{ name: 'count', type: 'Integer', value: 12 }] })],
		['has an entity of the wrong type', more({ entities: [{ name: 'count', type: 'String', value: '12' }] })],
		['has an unknown entity', more({ entities: [{ name: 'color', type: 'String', value: 'red' }] })],
		['has a collection in "value"', more({ entities: [{ name: 'sizes', type: 'StringCollection', value: 'S' }] })],
		['has a parameter that is not a string', more({ parameters: { count: 1 } })],
		['has an attachment although attachments are off', more({ replyMessages: [{ type: 'Text', content: [attachment] }] })],
		['has the same button twice in a carousel', more({ replyMessages: [{ type: 'Structured', content: [{ contentType: 'Carousel', carousel: { cards: [1, 2].map((title) => ({ title: `${title}`, actions: [{ type: 'Postback', text: 'Buy', payload: 'buy' }] })) } }] }] })],
	])('a Digital Bot Connector answer that %s takes the failure path with ServiceProviderInvalidResponse', async (_what, answer) => {
		expect((await answered(answer)).outcome?.failure?.errorType).toBe('ServiceProviderInvalidResponse');
	});

	test('a Digital Bot Connector answer shows an attachment of a Text message if the integration enables attachments', async () => {
		bot.answers = [more({ replyMessages: [{ type: 'Text', text: 'A shoe', content: [attachment] }] })];
		expect((await (await open({ enableFileAttachments: true })).says('Hi')).messages.at(-1)?.content).toEqual([attachment]);
		bot.answers = [more({ replyMessages: [{ type: 'Structured', text: 'A shoe', content: [attachment] }] })];
		const { outcome } = await (await open({ enableFileAttachments: true })).says('Hi');
		expect(outcome?.failure?.errorType).toBe('ServiceProviderInvalidResponse');
	});

	test('a Digital Bot Connector accepts the same intent any number of times', async () => {
		bot.answers = [more({ intent: 'Escalate' })];
		const customer = await open();
		for (let turn = 0; turn < 6; turn++) expect(await customer.says('Hi')).toMatchObject({ state: 'bot' });
	});
});

describe('a later message of the Digital Bot Connector', () => {
	let customer: Customer;
	let message: Models.OutgoingMessageRequest;
	beforeEach(async () => {
		bot.answers = [{ botState: 'MoreData' }];
		customer = await open();
		const { botSessionId } = await customer.says('Hi');
		message = { ...more(), botId: 'order-bot', botVersion: 'Delta', botSessionId: botSessionId ?? '', languageCode: 'en-us' };
	});
	const send = async (changes: object = {}) => await integrations.postIntegrationsBotconnectorsOutgoingMessages({ ...message, ...changes });

	test('later messages reach the customer any number of times', async () => {
		for (const text of ['One moment', 'Found it']) {
			expect(await send({ replyMessages: [{ type: 'Text', text }] })).toEqual({ messageId: expect.any(String) });
		}
		const { state, messages: shown } = await customer.chat();
		expect({ state, texts: shown.map(({ text }) => text) }).toEqual({ state: 'bot', texts: ['Hi', 'One moment', 'Found it'] });
	});

	test('a later message can complete the session, which then accepts no more messages', async () => {
		await send({ botState: 'Complete', intent: 'Escalate' });
		expect((await customer.chat()).outcome).toMatchObject({ intent: 'Escalate' });
		expect(await refusalOf(send())).toMatchObject({ status: 409, code: 'session.already.closed' });
	});

	test('a later message can fail the session with the SDK’s errorInfo', async () => {
		await send({ botState: 'Failed', errorInfo: { code: 'outOfOrder', message: 'No stock' } });
		expect((await customer.chat()).outcome?.failure).toEqual({ errorType: 'outOfOrder', errorMessage: 'No stock' });
	});

	test.each([
		['session.not.found', { botSessionId: '00000000-0000-4000-8000-000000000000' }],
		['session.bot.id.mismatch', { botId: 'other' }],
		['session.bot.version.mismatch', { botVersion: 'Omega' }],
	])('a later message is rejected with %s', async (code, changes) => {
		expect(await refusalOf(send(changes))).toMatchObject({ status: 409, code });
	});

	test('a later message is rejected with integration.not.active once the integration is disabled', async () => {
		const { entities = [] } = await integrations.getIntegrations({ pageSize: 500 });
		for (const { id = '' } of entities) await integrations.patchIntegration(id, { body: { intendedState: 'DISABLED' } });
		expect(await refusalOf(send())).toMatchObject({ status: 409, code: 'integration.not.active' });
	});

	test.each(['botId', 'botVersion', 'botSessionId', 'botState', 'languageCode'])('a later message is rejected without %s', async (fieldName) => {
		expect(await refusalOf(send({ [fieldName]: undefined }))).toMatchObject({ status: 400, details: [{ fieldName }] });
	});

	test('an invalid later message is rejected or takes the failure path', async () => {
		const invalid = { replyMessages: [{ type: 'Text', content: [attachment] }] };
		expect(await refusalOf(send(invalid))).toMatchObject({ status: 400, message: expect.stringContaining('attachments') });
		expect(await refusalOf(send({ botState: 'Complete' }))).toMatchObject({ status: 400, details: [{ fieldName: 'intent' }] });
		await genesys.control('PATCH', 'settings', { digitalBotInvalidOutgoing: 'failurePath' });
		await send(invalid);
		expect((await customer.chat()).outcome?.failure?.errorType).toBe('ServiceProviderInvalidResponse');
		await genesys.control('PATCH', 'settings', { digitalBotInvalidOutgoing: 'refused' });
	});

	test('a later message needs the permission integration:botconnector:send', async () => {
		await genesys.loginWith('integration:botconnector:send');
		await send();
		await genesys.loginWith('integration:botconnector:view', 'integration:botconnector:edit');
		expect(await refusalOf(send())).toMatchObject({ status: 403, message: expect.stringContaining('integration:botconnector:send') });
	});
});
