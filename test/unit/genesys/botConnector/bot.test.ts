import type { Models } from 'purecloud-platform-client-v2';
import { checkBot, NEUTRAL_INTENTS, SLOT_TYPES, toListedBot, toServedBot, type Bot, type Generation, type SlotType } from '../../../../genesys/botConnector/bot';

/** A bot in both wire formats, and Genesys Cloud's limits. */

const bot: Bot = {
	id: 'order-bot', name: 'Order bot', description: 'Answers questions', versions: ['1', '2'], languages: ['en-us', 'de'],
	intents: [{ name: 'Escalate', slots: [{ name: 'orderNumber', type: 'String' }] }, { name: 'Done', slots: [] }],
};

it("registers a bot as the SDK's BotConnectorBot, including the two neutral intents", () => {
	const neutral = NEUTRAL_INTENTS.map((name) => ({ name, slots: {} }));
	const intents: Models.BotIntent[] = [{ name: 'Escalate', slots: { orderNumber: { name: 'orderNumber', type: 'String' } } }, { name: 'Done', slots: {} }, ...neutral];
	const expected: Models.BotConnectorBot = {
		id: 'order-bot', name: 'Order bot', description: 'Answers questions',
		versions: ['1', '2'].map((version) => ({ version, supportedLanguages: ['en-us', 'de'], intents })),
	};
	expect(toListedBot(bot)).toEqual(expected);
});

it('serves a bot with a list of entities and without the neutral intents', () => {
	const intents = [{ name: 'Escalate', entities: [{ name: 'orderNumber', type: 'String' }] }, { name: 'Done', entities: [] }];
	expect(toServedBot({ ...bot, description: undefined })).toEqual({
		id: 'order-bot', name: 'Order bot', provider: 'n8n',
		versions: ['1', '2'].map((version) => ({ version, supportedLanguages: ['en-us', 'de'], intents })),
	});
});

const GENERATIONS: Generation[] = ['botConnector', 'digitalBotConnector'];
const many = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
const intentsNamed = (...names: string[]) => names.map((name) => ({ name, slots: [] }));
const slotsNamed = (...names: string[]) => [{ name: 'Escalate', slots: names.map((name) => ({ name, type: 'String' as const })) }];

it.each<[string, Partial<Bot>]>([
	['with default values', {}],
	['with 100 characters in a name', { id: 'x'.repeat(100), name: '名'.repeat(100), intents: intentsNamed('y'.repeat(100)) }],
	['with 50 versions, 48 intents and 50 slots', { versions: many(50), intents: [...slotsNamed(...many(50)), ...intentsNamed(...many(47))] }],
	['with a description of 256 characters', { description: 'x'.repeat(256) }],
	['with every type of slot', { intents: [{ name: 'All', slots: SLOT_TYPES.map((type) => ({ name: type, type })) }] }],
])('accepts a bot %s', (_what, changes) => {
	for (const generation of GENERATIONS) expect(() => checkBot({ ...bot, ...changes }, generation)).not.toThrow();
});

it.each<[Partial<Bot>, string]>([
	[{ id: '' }, '"Bot ID" is empty'],
	[{ id: 'x'.repeat(101) }, '"Bot ID" has 101 characters'],
	[{ id: 'a/b' }, '"Bot ID" contains a character that isn\'t allowed in a URL path'],
	[{ name: ' Order bot' }, '"Bot Name" " Order bot" starts or ends with a space'],
	[{ name: 'Order\nbot' }, '"Bot Name" contains an invisible character'],
	[{ description: 'x'.repeat(257) }, '"Bot Description" has 257 characters'],
	[{ versions: [] }, '"Bot Version" is empty'],
	[{ versions: many(51) }, '"Bot Version" has 51 entries'],
	[{ versions: ['1', '1'] }, '"Bot Version" contains "1" twice'],
	[{ languages: [] }, '"Languages" is empty'],
	[{ languages: ['en-US'] }, '"Languages" contains "en-US"'],
	[{ languages: ['English'] }, '"Languages" contains "English"'],
	[{ intents: [] }, '"Intents" is empty'],
	[{ intents: intentsNamed('') }, '"Intents" is empty'],
	[{ intents: intentsNamed(...many(51)) }, '"Intents" has 51 entries'],
	[{ intents: intentsNamed('Escalate', 'escalate') }, '"Intents" contains "escalate" twice'],
	[{ intents: slotsNamed(...many(51)) }, '"Slots of the intent Escalate" has 51 entries'],
	[{ intents: slotsNamed('a', 'A') }, '"Slots of the intent Escalate" contains "A" twice'],
	[{ intents: slotsNamed('x'.repeat(101)) }, '"Slots of the intent Escalate" has 101 characters'],
	[{ intents: [{ name: 'A', slots: [{ name: 'a', type: 'Text' as SlotType }] }] }, '"Slots" has the unknown type "Text" for "a"'],
])('rejects a bot with %.60j and names the field in the error', (changes, message) => {
	for (const generation of GENERATIONS) {
		expect(() => checkBot({ ...bot, ...changes }, generation)).toThrow(expect.objectContaining({ code: 'invalid.input', message, advice: expect.stringMatching(/\.$/) as string }) as Error);
	}
});

it('reserves the number and names of the two neutral intents only for the Bot Connector', () => {
	for (const changes of [{ intents: intentsNamed(...many(49)) }, { intents: intentsNamed('moredata 1') }]) {
		expect(() => checkBot({ ...bot, ...changes }, 'botConnector')).toThrow(/^"Intents" /);
		expect(() => checkBot({ ...bot, ...changes }, 'digitalBotConnector')).not.toThrow();
	}
});
