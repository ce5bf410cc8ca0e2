import { callSimulator } from '../../demo/simulator.mts';
import { addConnector, answering, BOT_SECRET, createBotCredential, createBotWorkflow, locator, toBot, utterance, type Generation } from '../support/botConnector.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** Setup: Provision and Setup: Check of a Bot Connector in a real n8n, with the trigger that they concern. */

type Outcome = { integrationId: string; changed: boolean; steps: Array<{ step: string; status: string; detail?: string }> };
type Report = { ok: boolean; findings: Array<{ code: string; what: string }> };
type Credential = { id: string; name: string };

let stack: TestStack;
let credential: Credential;
let count = 0;

beforeAll(async () => {
	stack = await startTestStack();
	credential = await createBotCredential(stack);
}, 300_000);
afterAll(async () => await stack?.stop());

/** Publishes a workflow with one Setup operation; each call runs it once. */
async function operation<T>(name: 'provision' | 'check', parameters: object, genesysBotConnectorApi = credential): Promise<() => Promise<T>> {
	const path = `setup-${++count}`;
	const nodes = [
		{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: path, parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} } },
		{
			name: 'Setup', type: 'n8n-nodes-genesys-open-messaging.genesysOpenMessaging', typeVersion: 1,
			credentials: { ...stack.credentials, genesysBotConnectorApi },
			parameters: { resource: 'setup', operation: name, ...parameters },
		},
	].map((node) => ({ id: crypto.randomUUID(), position: [0, 0], ...node }));
	const connections = { Webhook: { main: [[{ node: 'Setup', type: 'main', index: 0 }]] } };
	await stack.rest.publish(await stack.rest.createWorkflow({ name: path, nodes, connections }));
	return async () => {
		const response = await fetch(`${stack.n8n.url}/webhook/${path}`, { method: 'POST' });
		if (!response.ok) throw new Error(`n8n answered ${response.status}: ${await response.text()}`);
		return (await response.json()) as T;
	};
}

const codes = ({ findings }: Report) => findings.map(({ code }) => code);

test.each(['botConnector', 'digitalBotConnector'] as const)('a %s is provisioned, then checked before and after its workflow is published', async (connection: Generation) => {
	const name = `Bot of the ${connection}`;
	// The trigger needs the integration, and the integration needs the trigger's URL.
	const first = await (await operation<Outcome>('provision', { connection, name, botUrl: `${stack.n8n.url}/webhook/later` }))();
	const integrationId = first.integrationId;
	const bot = await createBotWorkflow(stack, connection, { registerBot: true, integrationId: locator(integrationId) }, [answering('{"text":"Hello"}')], { credential });
	const shown = connection === 'botConnector' ? bot.url : `${stack.n8n.url}/webhook/${bot.webhookId}`;
	const provision = await operation<Outcome>('provision', { connection, name, botUrl: shown });
	const moved = await provision();
	expect(moved.steps.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'changed', 'unchanged']);
	expect(moved.steps[2].detail).toContain(bot.url);
	expect((await provision()).changed).toBe(false);

	const check = await operation<Report>('check', { connection, integrationId: locator(integrationId) });
	expect(codes(await check())).toEqual(['webhook.notPublished']);
	await stack.rest.publish(bot.id);
	expect(await check()).toEqual({ ok: true, findings: [] });
	// The check started no execution of the bot, but a customer does.
	const executionsOf = async () => (await stack.rest.request<{ results: object[] }>('GET', `/executions?filter=${encodeURIComponent(JSON.stringify({ workflowId: bot.id }))}`)).results;
	expect(await executionsOf()).toEqual([]);

	const another = await createBotCredential(stack, { secret: 'another secret of 16 or more' });
	const refused = await operation<Report>('check', { connection, integrationId: locator(integrationId) }, another);
	expect(codes(await refused())).toEqual(['header.changed', 'webhook.secretDiffers']);
}, 180_000);

test('the check finds a Digital Bot Connector that calls the URL without its second ID, and one of the other generation', async () => {
	const bot = await createBotWorkflow(stack, 'digitalBotConnector', {}, [answering('{"text":"Hello"}')], { credential });
	await stack.rest.publish(bot.id);
	const digital = { connection: 'digitalBotConnector', integrationId: locator(await addConnector(stack, 'digitalBotConnector', bot.webhookId)) };
	expect(codes(await (await operation<Report>('check', digital))())).toEqual([]);

	const uri = `${stack.n8n.url}/webhook/${bot.webhookId}`;
	const short = { generation: 'digitalBotConnector', name: 'Short', uri, headers: { Authorization: BOT_SECRET } };
	const { integrationId: id } = await callSimulator<{ integrationId: string }>(stack.simulator.url, 'POST', '/simulator/botconnectors', short);
	const { findings } = await (await operation<Report>('check', { ...digital, integrationId: locator(id) }))();
	expect(findings).toMatchObject([{ code: 'bot.urlWrong', what: expect.stringContaining(`${bot.webhookId}/${bot.webhookId}`) }]);

	const { integrationId } = await (await operation<Outcome>('provision', { connection: 'botConnector', name: 'Wrong generation', botUrl: bot.url }))();
	expect(codes(await (await operation<Report>('check', { connection: 'botConnector', integrationId: locator(integrationId) }))())).toEqual(['bot.otherGeneration']);
}, 180_000);

test('a bot with a key in its credential accepts the token that was entered for it', async () => {
	const withKey = await createBotCredential(stack, { secret: 'a key of 16 characters or more', secretIsJwtKey: true });
	const { integrationId } = await (await operation<Outcome>('provision', { connection: 'botConnector', name: 'With a key', botUrl: `${stack.n8n.url}/webhook/later` }, withKey))();
	const bot = await createBotWorkflow(stack, 'botConnector', { registerBot: true, integrationId: locator(integrationId) }, [answering('{"text":"Hello"}')], { credential: withKey });
	await stack.rest.publish(bot.id);
	await (await operation<Outcome>('provision', { connection: 'botConnector', name: 'With a key', botUrl: bot.url }, withKey))();
	expect(await (await operation<Report>('check', { connection: 'botConnector', integrationId: locator(integrationId) }, withKey))()).toEqual({ ok: true, findings: [] });
	expect((await toBot(bot.url, utterance('s-1', 'Hi'), { authorization: BOT_SECRET })).status).toBe(401);
}, 180_000);
