import type { Models } from 'purecloud-platform-client-v2';
import { connectorTo, openMessenger, pushedBot, startBot, type BotAnswer, type OwnBot } from './support/bot.mts';
import { contract } from './support/genesys.mts';

/** The Bot Connector (v1): what Genesys Cloud sends to a bot, and how it handles the responses. */

const genesys = contract({ rateLimitPerMinute: 0 });
let bot: OwnBot;
let integrationId: string;

beforeEach(async () => {
	bot = await startBot();
	integrationId = await connectorTo(genesys, bot, 'botConnector');
	const list = { chatBots: [pushedBot()] } as Models.BotList;
	await genesys.integrations.putIntegrationsBotconnectorIntegrationIdBots(integrationId, list);
});
afterEach(async () => await bot.close());

const open = async (action: object = {}) => await openMessenger(genesys, { integrationId, ...action });
const answered = async (...answers: BotAnswer[]) => {
	bot.answers = answers;
	return await (await open()).says('Hi');
};
const more = (fields: object = {}) => ({ botState: 'MoreData', intent: 'Chatting', replymessages: [{ type: 'Text', text: 'Hello' }], ...fields });

describe('a Bot Connector request', () => {
	test('a Bot Connector request has the bot’s name as botId, its ID in chatBot, and no messageId', async () => {
		bot.answers = [more()];
		const customer = await open({ language: 'de' });
		const { botSessionId } = await customer.says('Hi');
		expect(bot.calls[0]).toMatchObject({ method: 'POST', path: '/', headers: { 'inin-correlation-id': expect.any(String) } });
		expect(bot.calls[0].body).toEqual({
			botId: 'Order bot',
			botVersion: '1',
			botSessionId,
			inputMessage: { type: 'Text', text: 'Hi' },
			languageCode: 'de',
			botSessionTimeout: 4320,
			chatBot: { id: 'order-bot', name: 'Order bot' },
			genesysConversationId: customer.id,
		});
	});

	test('a Bot Connector request includes the session variables on the first turn only', async () => {
		bot.answers = [more()];
		const customer = await open({ parameters: { surveyId: '7' } });
		await customer.says('Hi');
		await customer.says('And?');
		expect(bot.calls.map(({ body }) => body['parameters'])).toEqual([{ surveyId: '7' }, undefined]);
		expect(new Set(bot.calls.map(({ body }) => body['botSessionId'])).size).toBe(1);
	});

	test('a Bot Connector request carries a click as structured content', async () => {
		bot.answers = [more()];
		const buttonResponse = { type: 'QuickReply', text: 'Yes', payload: 'yes' };
		await (await open()).presses(buttonResponse);
		const content = [{ contentType: 'ButtonResponse', buttonResponse }];
		expect(bot.calls[0].body['inputMessage']).toEqual({ type: 'Structured', text: 'Yes', content });
	});

	test('a Bot Connector request waits for the previous answer', async () => {
		bot.answers = [more()];
		const customer = await open();
		await Promise.all(['one', 'two', 'three'].map(async (text) => await customer.says(text)));
		const { messages } = await customer.until(({ turnsRunning }) => turnsRunning === 0);
		expect(messages.filter(({ from }) => from === 'bot')).toHaveLength(3);
		expect(bot.calls.map(({ body }) => (body['inputMessage'] as { text: string }).text)).toHaveLength(3);
	});
});

describe('a Bot Connector answer', () => {
	test.each(['MoreData', 'MOREDATA'])('a Bot Connector answer with the state "%s" keeps the session open', async (botState) => {
		const { state, messages } = await answered(more({ botState }));
		expect(state).toBe('bot');
		expect(messages).toMatchObject([{ from: 'customer', text: 'Hi' }, { from: 'bot', text: 'Hello' }]);
	});

	test('a Bot Connector answer shows quick replies, cards, and carousels', async () => {
		const link = { type: 'Link', text: 'Open', url: 'https://acme.io' };
		const card = { title: 'Shoe', actions: [link, { type: 'Postback', text: 'Buy', payload: 'buy' }] };
		const contents = [
			[{ contentType: 'QuickReply', quickReply: { text: 'Yes', payload: 'yes' } }],
			[{ contentType: 'Card', card }],
			[{ contentType: 'Carousel', carousel: { cards: [card, { title: 'Hat', actions: [link] }] } }],
		];
		const { messages } = await answered(more({ replymessages: contents.map((content) => ({ type: 'structured', text: 'Choose', content })) }));
		expect(messages.slice(1).map(({ content }) => content)).toEqual(contents);
	});

	test('a Bot Connector answer with replies under the other generation’s field name shows nothing', async () => {
		const { state, messages } = await answered({ botState: 'MoreData', replyMessages: [{ type: 'Text', text: 'Hello' }] });
		expect({ state, count: messages.length }).toEqual({ state: 'bot', count: 1 });
	});

	test('a Complete answer ends the Bot Connector session with intent, slots, and variables', async () => {
		const { outcome } = await answered(
			more({ botState: 'COMPLETE', intent: 'Escalate', confidence: 0.9, slotValues: { orderNumber: '4711', count: 2 }, parameters: { summary: 'A shoe' } }),
		);
		expect(outcome).toEqual({ intent: 'Escalate', confidence: 0.9, slots: { orderNumber: '4711', count: 2 }, parameters: { summary: 'A shoe' } });
	});

	test("a Failed answer takes the Bot Connector's failure path with its errorInfo", async () => {
		const { outcome } = await answered({ botState: 'Failed', errorInfo: { errorCode: 'outOfOrder', errorMessage: 'No stock' } });
		expect(outcome?.failure).toEqual({ errorType: 'outOfOrder', errorMessage: 'No stock' });
	});

	test.each<[string, BotAnswer]>([
		['is Complete without an intent', { botState: 'Complete' }],
		['has an unknown intent', { botState: 'Complete', intent: 'Fly' }],
		['has a parameter that is not a string', more({ parameters: { count: 1 } })],
		['has nested parameters', more({ parameters: { order: { id: '1' } } })],
		['has an unknown content type', more({ replymessages: [{ type: 'Structured', content: [{ contentType: 'DatePicker', datePicker: {} }] }] })],
		['has an attachment', more({ replymessages: [{ type: 'Text', content: [{ contentType: 'Attachment', attachment: {} }] }] })],
		['has a card without actions', more({ replymessages: [{ type: 'Structured', content: [{ contentType: 'Card', card: { title: 'Shoe' } }] }] })],
		['has a slot value of the wrong type', more({ slotValues: { count: 'two' } })],
		['has no state', { replymessages: [] }],
		['is not an object', []],
		['has a status other than 200', 500],
	])('a Bot Connector answer that %s takes the failure path with InternalServerError', async (_what, answer) => {
		const { state, outcome, messages } = await answered(answer);
		expect({ state, errorType: outcome?.failure?.errorType }).toEqual({ state: 'ended', errorType: 'InternalServerError' });
		expect(messages).toHaveLength(1);
		expect(bot.calls).toHaveLength(1);
	});

	test('a late Bot Connector answer takes the failure path, or nothing happens', async () => {
		await genesys.control('PATCH', 'settings', { botConnectorTimeoutMs: 1_000 });
		expect((await answered(null)).outcome?.failure?.errorType).toBe('InternalServerError');
		await genesys.control('PATCH', 'settings', { botConnectorNoAnswer: 'ignored' });
		bot.answers = [null, more()];
		const customer = await open();
		expect(await customer.says('Hi')).toMatchObject({ state: 'bot', outcome: null });
		await genesys.control('PATCH', 'settings', { botConnectorTimeoutMs: 10_000, botConnectorNoAnswer: 'failure' });
		expect((await customer.says('Again')).messages.at(-1)).toMatchObject({ from: 'bot', text: 'Hello' });
	});
});

describe("the Bot Connector's loop guard", () => {
	const turns = async (...answers: BotAnswer[]) => {
		bot.answers = [...answers];
		const customer = await open();
		for (const turn of answers.keys()) await customer.says(`Turn ${turn}`).catch(() => undefined);
		return await customer.chat();
	};

	test('the loop guard ends the session with NoMatchError at the fourth answer with the same intent', async () => {
		expect(await turns(more(), more(), more())).toMatchObject({ state: 'bot' });
		expect((await turns(more(), more(), more(), more())).outcome?.failure?.errorType).toBe('NoMatchError');
	});

	test('the loop guard allows a bot that alternates two intents', async () => {
		const rotated = Array.from({ length: 20 }, (_, index) => more({ intent: index % 2 ? 'Chatting' : 'Talking' }));
		expect(await turns(...rotated)).toMatchObject({ state: 'bot', outcome: null });
	});

	test('the loop guard allows a bot whose slot values change', async () => {
		expect(await turns(...[1, 2, 3, 4, 5].map((count) => more({ slotValues: { count } })))).toMatchObject({ state: 'bot' });
		expect(await turns(...[1, 1, 1, 1].map((count) => more({ slotValues: { count } })))).toMatchObject({ state: 'ended' });
	});

	test('the loop guard counts answers without an intent, unless the organization differs', async () => {
		const silent = [1, 2, 3, 4].map(() => more({ intent: undefined }));
		expect(await turns(...silent)).toMatchObject({ state: 'ended' });
		await genesys.control('PATCH', 'settings', { botConnectorAbsentIntentCounts: false });
		expect(await turns(...silent)).toMatchObject({ state: 'bot' });
		await genesys.control('PATCH', 'settings', { botConnectorAbsentIntentCounts: true });
	});
});

test('a customer who is silent for too long ends the Bot Connector session with NoInputError', async () => {
	await genesys.control('PATCH', 'settings', { botConnectorFollowUpMs: 100 });
	bot.answers = [more()];
	const customer = await open();
	await customer.says('Hi');
	expect((await customer.until(({ state }) => state === 'ended')).outcome?.failure?.errorType).toBe('NoInputError');
	await genesys.control('PATCH', 'settings', { botConnectorFollowUpMs: 43_200_000 });
});
