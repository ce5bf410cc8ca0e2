import { readRequest, type ReadRequest } from '../../../../genesys/botConnector/utterance';

/** Request bodies from live captures and Genesys' specification. */

const bot = { id: 'st-bebdb320', name: 'Master Bot Flow' };
const legacy = {
	botId: 'Master Bot Flow',
	botVersion: '1',
	botSessionId: '72fea332-dde8-43cd-a10b-adfb742cfb17',
	inputMessage: { type: 'Text', text: 'Hi' },
	languageCode: 'en-us',
	botSessionTimeout: 4320,
	chatBot: { id: 'st-bebdb320', name: 'Master Bot Flow' },
	genesysConversationId: 'd7e0b98d',
	parameters: { surveyId: '42' },
};
const digital = {
	botId: 'st-bebdb320', botVersion: 'Delta', botSessionId: '4620', messageId: 'aa30',
	inputMessage: { type: 'Text', text: 'Hi' },
	languageCode: 'en-us', botSessionTimeout: 60, genesysConversationId: '3140', parameters: { parameter1: 'value1' },
};

const readLegacy = (body: unknown) => readRequest(Buffer.from(JSON.stringify(body)), bot, 'botConnector');
const readDigital = (body: unknown) => readRequest(Buffer.from(JSON.stringify(body)), bot, 'digitalBotConnector');
const requestOf = (read: ReadRequest) => {
	if ('problem' in read) throw new Error(read.problem);
	return read.request;
};

it('reads a Bot Connector utterance whose botId is the name, and generates a message ID', () => {
	const { messageId, ...request } = requestOf(readLegacy(legacy));
	expect(messageId).toMatch(/^[0-9a-f-]{36}$/);
	expect(request).toEqual({
		event: 'utterance', text: 'Hi', botId: 'st-bebdb320', botName: 'Master Bot Flow', botVersion: '1',
		botSessionId: '72fea332-dde8-43cd-a10b-adfb742cfb17', conversationId: 'd7e0b98d', language: 'en-us',
		parameters: { surveyId: '42' }, sessionTimeoutMinutes: 4320, raw: legacy,
	});
	expect(requestOf(readLegacy(legacy)).messageId).not.toBe(messageId);
});

it("reads a Digital Bot Connector utterance with Genesys' message ID", () => {
	expect(requestOf(readDigital(digital))).toEqual({
		event: 'utterance', text: 'Hi', botId: 'st-bebdb320', botName: 'Master Bot Flow', botVersion: 'Delta', botSessionId: '4620',
		conversationId: '3140', messageId: 'aa30', language: 'en-us', parameters: { parameter1: 'value1' }, sessionTimeoutMinutes: 60, raw: digital,
	});
});

const pressed = { type: 'QuickReply', text: 'Yes', payload: 'yes' };
it.each([
	['in content', { type: 'Structured', text: 'Yes', content: [{ contentType: 'ButtonResponse', buttonResponse: pressed }] }],
	['in the message', { type: 'Structured', buttonResponse: pressed }],
	['after something unknown', { type: 'Structured', content: [{ contentType: 'New' }, 7, { buttonResponse: pressed }] }],
])('reads a button press %s', (_where, inputMessage) => {
	for (const read of [readLegacy({ ...legacy, inputMessage }), readDigital({ ...digital, inputMessage })]) {
		expect(requestOf(read)).toMatchObject({ text: 'Yes', buttonResponse: pressed });
	}
});

it.each([{ type: 'Text' }, { type: 'Text', text: '' }, { type: 'Text', text: null }, {}])('emits an empty text for %j', (inputMessage) => {
	const request = requestOf(readLegacy({ ...legacy, inputMessage }));
	expect(request.text).toBe('');
	expect(request).not.toHaveProperty('buttonResponse');
});

it('omits missing fields, ignores unknown ones, and always has parameters', () => {
	const { botId, botSessionId, inputMessage } = digital;
	const request = requestOf(readDigital({ botId, botSessionId, inputMessage, future: { field: [1] } }));
	expect(Object.keys(request).sort()).toEqual(['botId', 'botName', 'botSessionId', 'event', 'messageId', 'parameters', 'raw', 'text']);
	expect(request.parameters).toEqual({});
});

it("also reads the platform model's field names, and converts parameters to text", () => {
	const { genesysConversationId, ...rest } = digital;
	const parameters = { ok: true, count: 5, list: ['a'], none: null };
	expect(requestOf(readDigital({ ...rest, conversationId: genesysConversationId, botName: 'Named', parameters }))).toMatchObject({
		conversationId: '3140', botName: 'Named', parameters: { ok: 'true', count: '5', list: '["a"]' },
	});
});

it.each([
	['the ID in chatBot', legacy, true],
	['the ID in botId alone', { ...legacy, chatBot: undefined, botId: 'st-bebdb320' }, true],
	['the name in botId alone', { ...legacy, chatBot: undefined }, true],
	['another ID in chatBot, and the same name', { ...legacy, chatBot: { id: 'other', name: 'Master Bot Flow' } }, false],
	['another name in botId alone', { ...legacy, chatBot: undefined, botId: 'Other' }, false],
	['the ID in another case', { ...legacy, chatBot: { id: 'ST-BEBDB320' } }, false],
])('identifies the bot of a Bot Connector utterance by %s', (_what, body, isOurs) => {
	expect(readLegacy(body)).toEqual(isOurs ? { request: expect.objectContaining({ botId: 'st-bebdb320' }) as object } : expect.objectContaining({ isOtherBot: true }));
});

it('identifies the bot of a Digital Bot Connector utterance only by ID', () => {
	expect(readDigital({ ...digital, botId: 'Master Bot Flow' })).toMatchObject({ isOtherBot: true });
	expect(readDigital({ ...digital, botId: 'st-other', chatBot: { id: 'st-bebdb320' } })).toMatchObject({ isOtherBot: true });
});

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
it.each([null, [], 'text', 5, {}, { ...digital, botSessionId: undefined }, { ...digital, botId: undefined }, { ...digital, inputMessage: 'Hi' }, { ...digital, deep: nested(200) }])(
	'explains the problem with %.60j',
	(body) => {
		expect(readDigital(body)).toEqual({ problem: expect.stringMatching(/^The (body|utterance) /) as string });
	},
);

it.each(['', '{', '\u0000', '{"a":1}}'])('rejects %j, which is not JSON', (body) => {
	expect(readRequest(Buffer.from(body), bot, 'botConnector')).toEqual({ problem: "The body isn't a JSON utterance" });
});

it('accepts JSON with a byte order mark', () => {
	expect(requestOf(readRequest(Buffer.from(`\uFEFF${JSON.stringify(legacy)}`), bot, 'botConnector'))).toMatchObject({ text: 'Hi' });
});
