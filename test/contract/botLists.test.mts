import type { Models } from 'purecloud-platform-client-v2';
import { connectorTo, listedBot, pushedBot, startBot, type OwnBot } from './support/bot.mts';
import { contract, refusalOf } from './support/genesys.mts';

/** The bots that Architect knows: uploaded as a list (Bot Connector), or fetched from their server (Digital Bot Connector). */

const genesys = contract({ rateLimitPerMinute: 0, digitalBotRetryDelayMs: 10 });
const { integrations } = genesys;
let bot: OwnBot;
beforeEach(async () => {
	bot = await startBot();
});
afterEach(async () => await bot.close());

describe('the list of a Bot Connector', () => {
	const put = async (id: string, ...chatBots: object[]) =>
		await integrations.putIntegrationsBotconnectorIntegrationIdBots(id, { chatBots } as Models.BotList);
	const list = async (id: string) => await integrations.getIntegrationsBotconnectorIntegrationIdBots(id);

	test("a Bot Connector's list is replaced as a whole, which removes omitted bots", async () => {
		const id = await connectorTo(genesys, bot, 'botConnector');
		expect(await list(id)).toEqual({ chatBots: [] });
		await put(id, pushedBot(), pushedBot({ id: 'other', name: 'Other bot' }));
		const { chatBots } = await list(id);
		expect(chatBots).toMatchObject([pushedBot(), { id: 'other', botCompositeTag: expect.any(String) }]);
		await put(id, pushedBot({ id: 'other' }));
		expect((await list(id)).chatBots.map((one) => one.id)).toEqual(['other']);
	});

	test("a Bot Connector's list can be uploaded exactly as it was returned", async () => {
		const id = await connectorTo(genesys, bot, 'botConnector');
		await put(id, pushedBot());
		const before = await list(id);
		await integrations.putIntegrationsBotconnectorIntegrationIdBots(id, before);
		expect(await list(id)).toEqual(before);
	});

	test("a Bot Connector's list can be read as summaries, by bot, and by version", async () => {
		const id = await connectorTo(genesys, bot, 'botConnector');
		const [first] = pushedBot().versions;
		await put(id, pushedBot({ versions: [first, { ...first, version: '2' }] }));
		const summaries = await integrations.getIntegrationsBotconnectorIntegrationIdBotsSummaries(id);
		expect(summaries.entities).toEqual([{ id: 'order-bot', name: 'Order bot', botCompositeTag: expect.any(String) }]);
		const second = await integrations.getIntegrationsBotconnectorIntegrationIdBot(id, 'order-bot', { version: '2' });
		expect(second.versions.map(({ version }) => version)).toEqual(['2']);
		const { entities = [] } = await integrations.getIntegrationsBotconnectorIntegrationIdBotVersions(id, 'order-bot');
		expect(entities.map(({ version }) => version)).toEqual(['1', '2']);
		expect(await refusalOf(integrations.getIntegrationsBotconnectorIntegrationIdBot(id, 'no-such-bot'))).toMatchObject({ status: 404 });
	});

	const version = (changes: object) => pushedBot({ versions: [{ ...pushedBot().versions[0], ...changes }] });
	const intent = (changes: object) => version({ intents: [{ name: 'Escalate', ...changes }] });
	const many = (count: number, make: (index: number) => object) => Array.from({ length: count }, (_, index) => make(index));
	const slots = (count: number) => Object.fromEntries(many(count, (index) => ({ name: `s${index}`, type: 'String' })).map((slot, index) => [`s${index}`, slot]));
	const path = 'chatBots[0].versions';

	test.each<[string, string, object[]]>([
		['more than 50 bots', 'chatBots', many(51, (index) => pushedBot({ id: `bot-${index}` }))],
		['the same bot twice', 'chatBots[1]', [pushedBot(), pushedBot()]],
		['a bot without an ID', 'chatBots[0].id', [pushedBot({ id: undefined })]],
		['a description of more than 256 characters', 'chatBots[0].description', [pushedBot({ description: 'x'.repeat(257) })]],
		['a name with spaces at its ends', 'chatBots[0].name', [pushedBot({ name: ' Order bot' })]],
		['a bot without versions', path, [pushedBot({ versions: [] })]],
		['more than 50 versions', path, [pushedBot({ versions: many(51, (index) => ({ ...pushedBot().versions[0], version: `${index}` })) })]],
		['a version of more than 100 characters', `${path}[0].version`, [version({ version: 'x'.repeat(101) })]],
		['an uppercase language code', `${path}[0].supportedLanguages[0]`, [version({ supportedLanguages: ['en-US'] })]],
		['more than 50 intents', `${path}[0].intents`, [version({ intents: many(51, (index) => ({ name: `intent ${index}` })) })]],
		['an intent of more than 100 characters', `${path}[0].intents[0].name`, [intent({ name: 'x'.repeat(101) })]],
		['more than 50 slots', `${path}[0].intents[0].slots`, [intent({ slots: slots(51) })]],
		['slots as an array', `${path}[0].intents[0].slots`, [intent({ slots: [{ name: 'a', type: 'String' }] })]],
		['an unknown slot type', `${path}[0].intents[0].slots.a.type`, [intent({ slots: { a: { name: 'a', type: 'Number' } } })]],
	])("a Bot Connector's list with %s is rejected with the field's name", async (_what, fieldName, chatBots) => {
		const id = await connectorTo(genesys, bot, 'botConnector');
		expect(await refusalOf(put(id, ...chatBots))).toMatchObject({ status: 400, details: [{ fieldName }] });
		expect(await list(id)).toEqual({ chatBots: [] });
	});

	test.each(['string', 'integerCollection', 'Datetime'])('a bot connector list accepts a slot of the type %s', async (type) => {
		const id = await connectorTo(genesys, bot, 'botConnector');
		await put(id, intent({ slots: { a: { name: 'a', type } } }));
		expect((await list(id)).chatBots[0].versions[0].intents[0].slots?.['a'].type.toLowerCase()).toBe(type.toLowerCase());
	});

	test("a Bot Connector's list needs one permission for reading and another for changing", async () => {
		const id = await connectorTo(genesys, bot, 'botConnector');
		await genesys.loginWith('integration:botconnector:view');
		expect(await list(id)).toEqual({ chatBots: [] });
		expect(await refusalOf(put(id))).toMatchObject({ status: 403, message: expect.stringContaining('integration:botconnector:edit') });
	});
});

describe('the list of a Digital Bot Connector', () => {
	const list = async (id: string) => (await integrations.getIntegrationsBotconnectorBots(id)).entities;

	test("a Digital Bot Connector's list is fetched from the bot’s server with the secret header", async () => {
		bot.pages['/bots'] = { entities: [listedBot()] };
		const id = await connectorTo(genesys, bot, 'digitalBotConnector');
		expect(await list(id)).toMatchObject([listedBot()]);
		expect(bot.calls).toMatchObject([{ method: 'GET', path: '/bots', headers: { authorization: expect.stringContaining('secret') } }]);
		const one = await integrations.getIntegrationsBotconnectorBot(id, 'order-bot', { version: 'Delta' });
		expect(one).toMatchObject({ id: 'order-bot', provider: 'n8n' });
		const summaries = await integrations.getIntegrationsBotconnectorBotsSummaries(id);
		expect(summaries.entities).toMatchObject([{ id: 'order-bot', versions: [{ version: 'Delta' }] }]);
	});

	test("a Digital Bot Connector's list is fetched from the integration's URI with or without a trailing slash", async () => {
		bot.pages['/base/bots'] = { entities: [] };
		const id = await connectorTo(genesys, bot, 'digitalBotConnector', { uri: `${bot.url}/base/` });
		expect(await list(id)).toEqual([]);
	});

	test("a Digital Bot Connector's list stays unchanged until it is fetched again, if the organization doesn't fetch it on read", async () => {
		await genesys.control('PATCH', 'settings', { digitalBotsPulledOnRead: false });
		bot.pages['/bots'] = { entities: [listedBot()] };
		const id = await connectorTo(genesys, bot, 'digitalBotConnector');
		expect(await list(id)).toEqual([]);
		await genesys.control('POST', `botconnectors/${id}/pull`);
		expect(await list(id)).toHaveLength(1);
		await genesys.control('PATCH', 'settings', { digitalBotsPulledOnRead: true });
	});

	test("a Digital Bot Connector's list shows why it cannot be fetched", async () => {
		const wrong = await connectorTo(genesys, bot, 'digitalBotConnector', { headers: { authorization: 'wrong' } });
		expect(await refusalOf(list(wrong))).toMatchObject({ status: 400, message: expect.stringContaining('HTTP 401') });
		bot.pages['/bots'] = { entities: [listedBot({ provider: undefined })] };
		const id = await connectorTo(genesys, bot, 'digitalBotConnector');
		expect(await refusalOf(list(id))).toMatchObject({ status: 400, details: [{ fieldName: 'entities[0].provider' }] });
	});

	test.each([
		['entities[0].versions[0].intents', { intents: [] }],
		['entities[0].versions[0].intents[0].entities[0].type', { intents: [{ name: 'A', entities: [{ name: 'a', type: 'string' }] }] }],
	])("a Digital Bot Connector's list is rejected for %s", async (fieldName, changes) => {
		bot.pages['/bots'] = { entities: [listedBot({ versions: [{ ...listedBot().versions[0], ...changes }] })] };
		const id = await connectorTo(genesys, bot, 'digitalBotConnector');
		expect(await refusalOf(list(id))).toMatchObject({ status: 400, details: [{ fieldName }] });
	});
});

test("the API calls of one generation don't find a connector of the other one", async () => {
	const [first, second] = [await connectorTo(genesys, bot, 'botConnector'), await connectorTo(genesys, bot, 'digitalBotConnector')];
	expect(await refusalOf(integrations.getIntegrationsBotconnectorBots(first))).toMatchObject({ status: 404 });
	expect(await refusalOf(integrations.getIntegrationsBotconnectorIntegrationIdBots(second))).toMatchObject({ status: 404 });
});

test("the call log doesn't show the secret", async () => {
	bot.pages['/bots'] = { entities: [] };
	const id = await connectorTo(genesys, bot, 'digitalBotConnector');
	await integrations.getIntegrationsBotconnectorBots(id);
	const log = await genesys.control<object[]>('GET', 'botconnectors/requests');
	expect(log.at(-1)).toMatchObject({ integrationId: id, method: 'GET', headers: { authorization: '***' }, tries: [{ status: 200 }] });
	expect(JSON.stringify(log)).not.toContain('the secret of a bot');
});
