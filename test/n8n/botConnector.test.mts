import { createHmac } from 'node:crypto';
import { eventually } from '../../demo/people.mts';
import { answering, BOT_SECRET, createBotCredential, createBotWorkflow, DESCRIPTION, digitalUtterance, toBot, utterance, waiting } from '../support/botConnector.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The Bot Connector Trigger in a real n8n: which requests start an execution, and what becomes the answer. */

let stack: TestStack;

beforeAll(async () => {
	stack = await startTestStack();
}, 300_000);

afterAll(async () => await stack?.stop());

const session = () => crypto.randomUUID();
const ECHO = answering('={{ JSON.stringify({ output: "You said: " + $json.text }) }}');
const executionsOf = async (id: string) => await stack.rest.executions(id);

test("a Bot Connector utterance becomes one item, and the last node's output answers it", async () => {
	const { id, url } = await createBotWorkflow(stack, 'botConnector', {}, [ECHO]);
	await stack.rest.publish(id);
	const botSessionId = session();
	const first = utterance(botSessionId, 'Hi', { parameters: { surveyId: '42' } });
	expect(await toBot(url, first)).toMatchObject({ status: 200, body: { botState: 'MoreData', replymessages: [{ type: 'Text', text: 'You said: Hi' }] } });
	const executions = await executionsOf(id);
	expect(executions).toHaveLength(1);
	const { data } = await stack.rest.execution(executions[0].id);
	expect(data?.resultData.runData['Customer writes'][0].data?.main[0]?.[0].json).toEqual({
		event: 'utterance',
		text: 'Hi',
		botId: DESCRIPTION.botId,
		botName: 'Master Bot Flow',
		botVersion: '1',
		botSessionId,
		conversationId: 'd7e0b98d-3f55-4e1c-8f0e-0d7a5b9c3f01',
		messageId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
		language: 'en-us',
		parameters: { surveyId: '42' },
		isNewSession: true,
		sessionTimeoutMinutes: 4320,
		raw: first,
	});
});

test("the Digital Bot Connector calls only paths below the bot's URL", async () => {
	const { id, url } = await createBotWorkflow(stack, 'digitalBotConnector', {}, [ECHO]);
	await stack.rest.publish(id);
	const get = async (path: string, headers: Record<string, string> = { authorization: BOT_SECRET }) => {
		const response = await fetch(`${url}${path}`, { headers });
		return { status: response.status, body: (await response.json()) as object };
	};
	const bot = {
		id: DESCRIPTION.botId,
		name: 'Master Bot Flow',
		provider: 'n8n',
		versions: [{ version: '1', supportedLanguages: ['en-us'], intents: [{ name: 'Escalate', entities: [{ name: 'orderNumber', type: 'String' }] }] }],
	};
	expect(await get('/bots')).toEqual({ status: 200, body: { entities: [bot] } });
	expect(await get(`/bots/${DESCRIPTION.botId}`)).toEqual({ status: 200, body: bot });
	for (const path of ['/bots/another', '/others', `/others/${DESCRIPTION.botId}`]) expect(await get(path)).toMatchObject({ status: 404 });
	const [halfUrl] = url.split(/\/[^/]+$/);
	const halfway = (await (await fetch(`${halfUrl}/bots`, { headers: { authorization: BOT_SECRET } })).json()) as { url: string };
	expect(halfway).toEqual({ message: `Enter ${halfway.url} as the Bot Connector URI`, generation: 'digitalBotConnector', url: expect.any(String) as string });
	// n8n's own URL has a different host here.
	expect(new URL(halfway.url).pathname).toBe(new URL(url).pathname);
	for (const path of ['/bots', `/bots/${DESCRIPTION.botId}`, '/bots/another']) expect(await get(path, {})).toMatchObject({ status: 401 });
	expect(await toBot(`${url}/messages`, digitalUtterance(session(), 'Hi'))).toMatchObject({
		status: 200, body: { botState: 'MoreData', replyMessages: [{ type: 'Text', text: 'You said: Hi' }] },
	});
	expect(await executionsOf(id)).toHaveLength(1);
});

test('unverified, malformed, or misdirected requests start no execution', async () => {
	const key = 'the key of a JSON Web Token';
	const credential = await createBotCredential(stack, { secret: key, secretIsJwtKey: true });
	const { id, url } = await createBotWorkflow(stack, 'digitalBotConnector', {}, [ECHO], { credential });
	await stack.rest.publish(id);
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const tokenOf = (header: object, claims: object, hash = 'sha256', secret = key) => {
		const signed = `${part(header)}.${part(claims)}`;
		return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
	};
	const HS256 = { alg: 'HS256', typ: 'JWT' };
	const now = Math.floor(Date.now() / 1000);
	const refused = [
		undefined,
		'',
		key,
		`Bearer ${key}`,
		'Bearer a.b.c',
		`Bearer ${'x'.repeat(12_000)}`,
		`Bearer ${tokenOf(HS256, { exp: now - 1 })}`,
		`Bearer ${tokenOf(HS256, { exp: 'never' })}`,
		`Bearer ${tokenOf(HS256, { nbf: now + 600 })}`,
		`Bearer ${tokenOf(HS256, {}, 'sha256', 'another key than ours')}`,
		`Bearer ${part({ alg: 'none' })}.${part({})}.`,
		`Bearer ${tokenOf({ alg: 'none' }, {})}`,
		`Bearer ${tokenOf({ alg: 'HS512' }, {}, 'sha512')}`,
		`Bearer ${tokenOf({ alg: 'HS512' }, {})}`,
		`Bearer ${tokenOf({ alg: 'RS256' }, {})}`,
	];
	for (const authorization of refused) {
		const answer = await toBot(`${url}/messages`, digitalUtterance(session(), 'Hi'), authorization === undefined ? {} : { authorization });
		expect([authorization, answer.status]).toEqual([authorization, 401]);
	}
	const authorization = `Bearer ${tokenOf(HS256, { exp: now + 600, nbf: now - 1 })}`;
	// n8n itself rejects invalid JSON.
	expect(await toBot(`${url}/messages`, '{', { authorization })).toMatchObject({ status: 422 });
	for (const rubbish of ['[]', '{"botId":1}', JSON.stringify({ ...digitalUtterance(session(), 'Hi'), inputMessage: undefined })]) {
		expect(await toBot(`${url}/messages`, rubbish, { authorization })).toMatchObject({ status: 400 });
	}
	expect(await toBot(`${url}/messages`, digitalUtterance(session(), 'Hi', { botId: 'another' }), { authorization })).toMatchObject({ status: 404 });
	expect(await executionsOf(id)).toEqual([]);
	expect(await toBot(`${url}/messages`, digitalUtterance(session(), 'Hi'), { authorization })).toMatchObject({ status: 200 });
	expect(await executionsOf(id)).toHaveLength(1);
});

test('a workflow that fails, returns no item, or passes the item through answers 200 with Failed or no text', async () => {
	const nobody = { id: '1', leftValue: '={{ $json.text }}', rightValue: 'nobody', operator: { type: 'string', operation: 'equals' } };
	const conditions = { options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 }, conditions: [nobody], combinator: 'and' };
	const cases = [
		{ node: { type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'the secret plan' } }, body: { botState: 'Failed', errorInfo: { errorCode: 'workflow.failed' } } },
		{ node: { type: 'n8n-nodes-base.noOp', parameters: {} }, body: { botState: 'MoreData', replymessages: [] } },
		{ node: { type: 'n8n-nodes-base.filter', typeVersion: 2.2, parameters: { conditions, options: {} } }, body: { botState: 'MoreData', replymessages: [] } },
		{ node: answering('{ "botState": "Complete", "intent": "Escalate", "slotValues": { "orderNumber": "4711" } }'), body: { botState: 'Complete', intent: 'Escalate', slotValues: { orderNumber: '4711' } } },
	];
	for (const { node, body } of cases) {
		const { id, url } = await createBotWorkflow(stack, 'botConnector', {}, [node]);
		await stack.rest.publish(id);
		const answer = await toBot(url, utterance(session(), 'Hi'));
		expect(answer).toMatchObject({ status: 200, body });
		expect(JSON.stringify(answer)).not.toContain('secret plan');
	}
	const alone = await createBotWorkflow(stack, 'botConnector', {}, []);
	await stack.rest.publish(alone.id);
	expect(await toBot(alone.url, utterance(session(), 'Hi'))).toMatchObject({ status: 200, body: { botState: 'MoreData', replymessages: [] } });
}, 120_000);

test('twenty Bot Connector turns never return the same intent four times in a row', async () => {
	const { id, url } = await createBotWorkflow(stack, 'botConnector', {}, [ECHO]);
	await stack.rest.publish(id);
	const botSessionId = session();
	const intents: string[] = [];
	for (let turn = 0; turn < 20; turn++) {
		const { body } = await toBot(url, utterance(botSessionId, `Turn ${turn}`, turn === 0 ? { parameters: { surveyId: '42' } } : {}));
		intents.push(String(body.intent));
	}
	expect(new Set(intents)).toEqual(new Set(['MoreData 1', 'MoreData 2']));
	expect(intents.every((intent, index) => intent !== intents[index + 1])).toBe(true);
	const [latest] = await executionsOf(id);
	const { data } = await stack.rest.execution(latest.id);
	expect(data?.resultData.runData['Customer writes'][0].data?.main[0]?.[0].json).toMatchObject({ text: 'Turn 19', parameters: { surveyId: '42' }, isNewSession: false });
}, 120_000);

test('a slow workflow answers with the holding text and delivers its result with the next turn', async () => {
	const parameters = { holdingText: 'One moment', options: { answerWithin: 1 } };
	const { id, url } = await createBotWorkflow(stack, 'botConnector', parameters, [waiting(8), ECHO]);
	await stack.rest.publish(id);
	const botSessionId = session();
	const since = Date.now();
	expect(await toBot(url, utterance(botSessionId, 'first'))).toMatchObject({ status: 200, body: { botState: 'MoreData', replymessages: [{ text: 'One moment' }] } });
	expect(Date.now() - since).toBeLessThan(8_000);
	await eventually('the workflow has finished', async () => (await executionsOf(id)).every(({ status }) => status === 'success'));
	expect(await toBot(url, utterance(botSessionId, 'second'))).toMatchObject({ status: 200, body: { botState: 'MoreData', replymessages: [{ text: 'You said: first' }] } });
});

test('a repeated Digital Bot Connector message gets the same answer without a second execution', async () => {
	const { id, url } = await createBotWorkflow(stack, 'digitalBotConnector', {}, [waiting(4), ECHO]);
	await stack.rest.publish(id);
	const once = digitalUtterance(session(), 'Hi');
	const leaving = new AbortController();
	const hungUp = fetch(`${url}/messages`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: BOT_SECRET }, body: JSON.stringify(once), signal: leaving.signal });
	await eventually('the execution has started', async () => (await executionsOf(id)).length === 1);
	leaving.abort();
	await expect(hungUp).rejects.toThrow();
	for (let repeat = 0; repeat < 2; repeat++) {
		expect(await toBot(`${url}/messages`, once)).toMatchObject({ status: 200, body: { replyMessages: [{ text: 'You said: Hi' }] } });
	}
	expect(await executionsOf(id)).toHaveLength(1);
});

test('listening for a test event serves the bot and answers one utterance at the test URL', async () => {
	const { id, testUrl } = await createBotWorkflow(stack, 'digitalBotConnector', {}, [ECHO]);
	const workflowData = await stack.rest.request<object>('GET', `/workflows/${id}`);
	expect(await stack.rest.request('POST', `/workflows/${id}/run`, { workflowData, triggerToStartFrom: { name: 'Customer writes' } })).toMatchObject({ waitingForWebhook: true });
	for (const path of ['bots', `bots/${DESCRIPTION.botId}`]) {
		expect((await fetch(`${testUrl}/${path}`, { headers: { authorization: BOT_SECRET } })).status).toBe(200);
	}
	expect(await toBot(`${testUrl}/messages`, digitalUtterance(session(), 'Hi'))).toMatchObject({ status: 200, body: { replyMessages: [{ text: 'You said: Hi' }] } });
});

test('publishing a bot that Genesys Cloud would reject fails with an error that names the field', async () => {
	const { id } = await createBotWorkflow(stack, 'botConnector', { botName: 'Order bot ' }, []);
	await expect(stack.rest.publish(id)).rejects.toThrow('"Bot Name" "Order bot " starts or ends with a space');
	const short = await createBotCredential(stack, { secret: 'too short' });
	const other = await createBotWorkflow(stack, 'botConnector', {}, [], { credential: short });
	await expect(stack.rest.publish(other.id)).rejects.toThrow("The credential's secret has only 9 characters");
}, 120_000);
