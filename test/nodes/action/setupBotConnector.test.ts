import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { HEADER_REFUSED } from '../../../genesys/botConnector/headerSecret';
import { startSimulatorProcess, type SimulatorProcess } from '../../support/simulatorProcess';
import { withoutWaiting } from '../../support/withoutWaiting';
import { byName } from '../support/provision';
import { failureOf, runAction } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** Setup: Provision and Setup: Check of a Bot Connector, in n8n's own context and against the simulator. */

const SECRET = 'a secret of the bot';
const BOT_URL = 'http://n8n.local/webhook/1a/genesys-bot-connector';
let simulator: SimulatorProcess;
let names = 0;

beforeAll(async () => (simulator = await startSimulatorProcess({ rateLimitPerMinute: 0, maxBotConnectors: 0 })), 30_000);
afterEach(() => nock.cleanAll());
afterAll(async () => {
	await simulator?.stop();
	nock.restore();
});

function credential(header: IDataObject | undefined = { headerName: 'Authorization', secret: SECRET, secretIsJwtKey: false }): StoredCredential {
	const login = { region: 'custom', customDomain: simulator.url, clientId: 'demo-client', clientSecret: 'demo-secret', accessToken: '' };
	return Object.assign(new StoredCredential(login), { header });
}

async function run(operation: string, parameters: INodeParameters, withCredential = credential()): Promise<IDataObject> {
	const { result } = await withoutWaiting(async () => await runAction({ operation, parameters: { connection: 'botConnector', ...parameters }, credential: withCredential }));
	return result[0].json;
}
const provision = async (parameters: INodeParameters = {}, withCredential?: StoredCredential) =>
	await run('setup: provision', { name: `Bot ${++names}`, botUrl: BOT_URL, ...parameters }, withCredential);
const codesOf = ({ findings }: IDataObject) => (findings as IDataObject[]).map(({ code }) => code);

/** The trigger's list of bots, next to that URL. */
function publish(generation = 'botConnector', secret = SECRET): void {
	const bot = { id: 'order-bot', name: 'Order bot', versions: [{ version: '1', supportedLanguages: ['de'], intents: [{ name: 'Escalate', entities: [] }] }] };
	nock('http://n8n.local', { reqheaders: { authorization: secret } }).persist().get('/webhook/1a/bots').reply(404, { generation, url: BOT_URL, entities: [bot] });
	nock('http://n8n.local').persist().get('/webhook/1a/bots').reply(401, { message: HEADER_REFUSED });
}

describe('Setup: Provision of a Bot Connector', () => {
	it('returns the integration, the steps, and the remaining manual steps', async () => {
		const made = await provision();
		expect(made).toMatchObject({ integrationName: `Bot ${names}`, changed: true });
		expect((made.steps as IDataObject[]).map(({ step }) => step)).toEqual(['integration', 'credential', 'configuration', 'activation']);
		expect((made.toDo as string[]).join()).toMatch(/Publish the workflow.*Call Bot Connector.*Message Routing/);
		expect(JSON.stringify(made)).not.toContain(SECRET);
		expect(await provision({ name: made.integrationName as string })).toMatchObject({ changed: false, integrationId: made.integrationId });
	});

	it("derives the Digital Bot Connector's URL from the trigger's", async () => {
		const made = await provision({ connection: 'digitalBotConnector', botUrl: 'http://n8n.local/webhook/1a', dryRun: true });
		expect(made).toMatchObject({ dryRun: true });
		expect((made.steps as IDataObject[])[2].detail).toBe('Bot Connector URI: http://n8n.local/webhook/1a/1a');
		expect((made.toDo as string[]).join()).toMatch(/loads the bot from http:\/\/n8n\.local\/webhook\/1a\/1a\/bots.*Call Digital Bot Connector/);
	});

	it.each([
		['a URL', { botUrl: '' }, '"Bot URL" is empty'],
		['a name', { name: ' ' }, '"Name" is empty'],
		['a production URL', { botUrl: 'http://n8n.local/webhook-test/1a/genesys-bot-connector' }, 'it is the test URL'],
		['an HTTP or HTTPS URL', { botUrl: 'n8n.local/webhook/1a' }, "\"Bot URL\" can't be n8n.local/webhook/1a: it isn't an HTTP or HTTPS URL"],
	])('requires %s', async (_what, parameters, message) => {
		expect((await failureOf(provision(parameters))).message).toContain(message);
	});

	it.each([
		['', 'The credential has no secret'],
		['fifteen letters', "The credential's secret has only 15 characters"],
	])('requires a secret: %j', async (secret, message) => {
		expect((await failureOf(provision({}, credential({ headerName: 'Authorization', secret })))).message).toBe(message);
	});

	it('rejects an unknown connection', async () => {
		expect((await failureOf(provision({ connection: 'telepathy' }))).message).toContain('"Connection" is "telepathy"');
	});
});

describe('Setup: Check of a Bot Connector', () => {
	it("compares the trigger's bot with the integration's list", async () => {
		const { integrationName } = await provision();
		publish();
		const found = await run('setup: check', { integrationId: byName(String(integrationName)) });
		expect(found).toMatchObject({ ok: false, findings: [{ code: 'bot.notListed', what: expect.stringContaining('"Order bot" (order-bot)') }] });
	});

	it.each([
		['a trigger with another secret', () => publish('botConnector', 'another secret'), 'webhook.secretDiffers'],
		['a trigger of the other generation', () => publish('digitalBotConnector'), 'bot.otherGeneration'],
		['n8n without the workflow', () => void nock('http://n8n.local').get('/webhook/1a/bots').reply(404, { message: 'The requested webhook "GET 1a/bots" is not registered.' }), 'webhook.notPublished'],
		['another server', () => void nock('http://n8n.local').get('/webhook/1a/bots').reply(200, 'hello'), 'webhook.notOurs'],
		['no server', () => void nock('http://n8n.local').get('/webhook/1a/bots').replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })), 'webhook.unreachable'],
	])('reports what answers at the URL: %s', async (_who, arrange, code) => {
		const { integrationName } = await provision();
		arrange();
		expect(codesOf(await run('setup: check', { integrationId: byName(String(integrationName)) }))).toEqual([code]);
	});

	it('reports a secret that is too short, and sends it nowhere', async () => {
		const { integrationName } = await provision();
		const found = await run('setup: check', { integrationId: byName(String(integrationName)) }, credential({ headerName: 'Authorization', secret: 'short' }));
		expect(codesOf(found)).toEqual(['secret.tooShort', 'header.changed']);
	});
});
