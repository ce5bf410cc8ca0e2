import type { IDataObject, INode } from 'n8n-workflow';
import { openTurns } from '../../../nodes/shared/openTurns';
import { logged } from '../../support/logged';
import { until } from '../../support/until';
import { botServer, digitalLine, legacyLine } from '../support/botTrigger';
import { deferred } from '../support/deferred';
import { api, guardNetwork, lacks } from '../support/genesys';

/** When and what the trigger answers: replies during the execution, late answers, and session data. */

guardNetwork('127.0.0.1');
const start = botServer();
const OUTGOING = '/api/v2/integrations/botconnectors/outgoing/messages';
const DIGITAL = { generation: 'digitalBotConnector', holdingText: 'One moment', options: { answerWithin: 0.2 } };
const LEGACY = { generation: 'botConnector', holdingText: 'One moment', options: { answerWithin: 0.2 } };

let sessions = 0;
const session = () => `session-${++sessions}`;
const textsOf = ({ body }: { body: IDataObject }) => ((body.replymessages ?? body.replyMessages) as IDataObject[]).map(({ text }) => text);
const reply = (text: string, more: IDataObject = {}) => ({ botState: 'MoreData', replyMessages: [{ type: 'Text', text }], ...more });

/** Messages sent with the outgoing API. */
function outgoing(times = 1, status = 200, answer: IDataObject = { messageId: 'm' }): IDataObject[] {
	const taken: IDataObject[] = [];
	api().post(OUTGOING).times(times).reply(status, async (request: Request) => {
		taken.push((await request.json()) as IDataObject);
		return answer;
	});
	return taken;
}

it.each([LEGACY, DIGITAL])('answers with a reply during the execution and ignores the last node: $generation', async (parameters) => {
	const over = deferred<void>();
	const bot = start({
		parameters: { ...parameters, options: {} },
		execute: async ({ botSessionId, messageId }) => {
			expect(openTurns.settle({ botSessionId: String(botSessionId), messageId: String(messageId) }, reply('Immediately'))).toBe(true);
			await over.promise;
			return { body: { output: 'ignored' } };
		},
	});
	const line = parameters === LEGACY ? legacyLine : digitalLine;
	const id = session();
	expect(textsOf(await bot.say(line(id, 'Hi')))).toEqual(['Immediately']);
	over.resolve();
	await until(() => bot.finished === 1);
	expect(openTurns.settle({ botSessionId: id }, reply('no turn is open'))).toBe(false);
});

it('sends a second reply with the next turn (Bot Connector) or as a separate message (Digital Bot Connector)', async () => {
	const twice = ({ botSessionId, text }: IDataObject) => {
		if (text === 'Hi') for (const each of ['one', 'two']) openTurns.settle({ botSessionId: String(botSessionId) }, reply(each));
		return { body: { output: 'three' } };
	};
	const legacy = start({ parameters: LEGACY, execute: twice });
	const id = session();
	expect(textsOf(await legacy.say(legacyLine(id, 'Hi')))).toEqual(['one']);
	expect(textsOf(await legacy.say(legacyLine(id, 'And?')))).toEqual(['two', 'three']);
	const sent = outgoing();
	const digital = start({ parameters: DIGITAL, execute: twice });
	expect(textsOf(await digital.say(digitalLine(session(), 'Hi')))).toEqual(['one']);
	await until(() => sent.length === 1);
	expect(sent[0]).toMatchObject({ botState: 'MoreData', replyMessages: [{ type: 'Text', text: 'two' }] });
});

it('sends the holding text and later the answer to the Digital Bot Connector', async () => {
	const sent = outgoing();
	const over = deferred<IDataObject>();
	const bot = start({ parameters: DIGITAL, execute: async () => ({ body: await over.promise }) });
	const id = session();
	expect((await bot.say(digitalLine(id, 'Hi'))).body).toEqual({ botState: 'MoreData', replyMessages: [{ type: 'Text', text: 'One moment' }] });
	over.resolve({ botState: 'Complete', intent: 'Escalate', slotValues: { orderNumber: 4711 } });
	await until(() => sent.length === 1);
	expect(sent[0]).toEqual({
		botId: 'order-bot', botVersion: '1', botSessionId: id, languageCode: 'en-us', botState: 'Complete', intent: 'Escalate',
		replyMessages: [], entities: [{ name: 'orderNumber', type: 'String', value: '4711' }],
	});
});

it('sends a late failure with both spellings of its fields', async () => {
	const sent = outgoing();
	const over = deferred<void>();
	const bot = start({
		parameters: { ...DIGITAL, holdingText: '' },
		execute: async () => {
			await over.promise;
			return { status: 500, body: { message: 'Error in workflow' } };
		},
	});
	expect((await bot.say(digitalLine(session(), 'Hi'))).body).toEqual({ botState: 'MoreData', replyMessages: [] });
	over.resolve();
	await until(() => sent.length === 1);
	const error = { code: 'workflow.failed', message: 'The n8n workflow failed', errorCode: 'workflow.failed', errorMessage: 'The n8n workflow failed' };
	expect(sent[0]).toMatchObject({ botState: 'Failed', errorInfo: error });
});

it('sends a late Bot Connector answer with the next turn, also instead of its holding text', async () => {
	const gates = new Map(['first', 'second', 'third'].map((text) => [text, deferred<void>()]));
	const bot = start({
		parameters: LEGACY,
		execute: async ({ text }) => {
			await gates.get(String(text))?.promise;
			return { body: { output: `to ${String(text)}` } };
		},
	});
	const id = session();
	expect(textsOf(await bot.say(legacyLine(id, 'first')))).toEqual(['One moment']);
	gates.get('first')?.resolve();
	await until(() => bot.finished === 1);
	expect(textsOf(await bot.say(legacyLine(id, 'second')))).toEqual(['to first']);
	gates.get('second')?.resolve();
	await until(() => bot.finished === 2);
	expect(textsOf(await bot.say(legacyLine(id, 'fourth')))).toEqual(['to second', 'to fourth']);
	expect(textsOf(await bot.say(legacyLine(session(), 'of another session')))).toEqual(['to of another session']);
});

it('ends a waiting turn when a late Complete of the Bot Connector arrives', async () => {
	const gate = deferred<void>();
	const bot = start({
		parameters: { ...LEGACY, options: { answerWithin: 1 } },
		execute: async ({ text }) => {
			if (text === 'agent') {
				await gate.promise;
				return { body: { botState: 'Complete', intent: 'Escalate', text: 'I connect you' } };
			}
			return await new Promise<never>(() => {});
		},
	});
	const id = session();
	expect(textsOf(await bot.say(legacyLine(id, 'agent')))).toEqual(['One moment']);
	const waiting = bot.say(legacyLine(id, 'hello?'));
	await until(() => bot.started.length === 2);
	gate.resolve();
	expect((await waiting).body).toEqual({ botState: 'Complete', intent: 'Escalate', replymessages: [{ type: 'Text', text: 'I connect you' }] });
});

it('returns the same answer for a repeated message without an execution', async () => {
	const over = deferred<void>();
	const bot = start({
		parameters: { ...DIGITAL, options: {} },
		execute: async () => {
			await over.promise;
			return { body: { output: 'Once' } };
		},
	});
	const line = digitalLine(session(), 'Hi');
	const both = Promise.all([bot.say(line), bot.say(line)]);
	await until(() => bot.started.length === 1);
	over.resolve();
	expect((await both).map(textsOf)).toEqual([['Once'], ['Once']]);
	expect(textsOf(await bot.say(line))).toEqual(['Once']);
	expect(bot.started).toHaveLength(1);
});

it('starts an execution for every repeated message while testing', async () => {
	const bot = start({ parameters: DIGITAL, mode: 'manual' });
	const line = digitalLine(session(), 'Hi');
	for (let time = 0; time < 2; time++) expect((await bot.say(line)).status).toBe(200);
	expect(bot.started).toHaveLength(2);
});

it('adds the parameters of the first turn to every turn of a session', async () => {
	const bot = start({ parameters: LEGACY });
	const [one, two] = [session(), session()];
	await bot.say(legacyLine(one, 'a', { parameters: { surveyId: '42' } }));
	await bot.say(legacyLine(two, 'b'));
	await bot.say(legacyLine(one, 'c'));
	expect(bot.started.map(({ parameters, isNewSession }) => ({ parameters, isNewSession }))).toEqual([
		{ parameters: { surveyId: '42' }, isNewSession: true },
		{ parameters: {}, isNewSession: true },
		{ parameters: { surveyId: '42' }, isNewSession: false },
	]);
});

it('drops a session that the bot has ended', async () => {
	const bot = start({ parameters: LEGACY, execute: () => ({ body: { botState: 'Complete', intent: 'Escalate' } }) });
	const id = session();
	await bot.say(legacyLine(id, 'a', { parameters: { surveyId: '42' } }));
	await bot.say(legacyLine(id, 'b'));
	expect(bot.started[1]).toMatchObject({ parameters: {}, isNewSession: true });
});

it.each<[string, Partial<INode>]>([
	['Wait for two minutes', { parameters: { amount: 2, unit: 'minutes' } }],
	['Wait for a call', { parameters: { resume: 'webhook' } }],
	['Wait for a time from an expression', { parameters: { amount: '={{ 3 }}' as never } }],
])('%s: ignores the response of a waiting execution, and treats a later reply as late', async (_what, follower) => {
	const sent = outgoing();
	const bots = [start({ parameters: { ...DIGITAL, options: {} }, follower, execute }), start({ parameters: { ...LEGACY, options: {} }, follower, execute })];
	function execute({ text }: IDataObject) {
		return text === 'Hi' ? { body: { output: 'An unapproved draft' } } : { body: { output: 'x', delivered: false, botState: 'MoreData' } };
	}
	const [digital, legacy] = [session(), session()];
	expect(textsOf(await bots[0].say(digitalLine(digital, 'Hi')))).toEqual(['One moment']);
	expect(openTurns.settle({ botSessionId: digital }, reply('Approved'))).toBe(true);
	await until(() => sent.length === 1);
	expect(sent[0]).toMatchObject({ replyMessages: [{ text: 'Approved' }] });
	expect(textsOf(await bots[1].say(legacyLine(legacy, 'Hi')))).toEqual(['One moment']);
	expect(openTurns.settle({ botSessionId: legacy }, reply('Approved'))).toBe(true);
	// The item of a last-node Reply in a queue-mode worker.
	expect(textsOf(await bots[1].say(legacyLine(legacy, 'And?')))).toEqual(['Approved', 'x']);
});

it.each<[string, Partial<INode>]>([
	['a short pause', { parameters: { amount: 3 } }],
	['a disabled Wait', { parameters: { resume: 'webhook' }, disabled: true }],
])('uses the last node as the answer with %s', async (_what, follower) => {
	const bot = start({ parameters: LEGACY, follower });
	expect(textsOf(await bot.say(legacyLine(session(), 'Hi')))).toEqual(['Hello']);
});

it("does not answer with the customer's own text if the last node passes it on", async () => {
	const bot = start({ parameters: DIGITAL, execute: (item) => ({ body: { ...item, botState: 'Complete', intent: 'Escalate' } }) });
	const { body } = await bot.say(digitalLine(session(), 'Hi', { parameters: { surveyId: '42' } }));
	expect(body).toEqual({ botState: 'Complete', intent: 'Escalate', replyMessages: [] });
});

it('logs why an answer is invalid and which request was rejected', async () => {
	const bot = start({ parameters: LEGACY, execute: () => ({ body: { botState: 'Complete', intent: 'Unknown' } }) });
	await bot.say(legacyLine(session(), 'Hi'));
	expect(JSON.stringify(logged())).toMatch(/answer is invalid.*has no intent.*Unknown/);
	expect(await bot.say(legacyLine(session(), 'Hi', { chatBot: { id: 'another' } }))).toMatchObject({ status: 404 });
	expect(JSON.stringify(logged())).toContain('belongs to another bot');
});

it.each([
	['a session that has ended', 409, { code: 'session.already.closed', message: 'x', status: 409 }, 'Send no more messages to it'],
	['a missing permission', 403, lacks('integration:botconnector:send'), 'integration:botconnector:send'],
])('logs the fix if a late answer meets %s, without an execution', async (_what, status, body, advice) => {
	api().post(OUTGOING).reply(status, body);
	const bot = start({ parameters: DIGITAL, execute: async () => {
		await until(() => isHeld);
		return { body: { output: 'Late' } };
	} });
	let isHeld = false;
	await bot.say(digitalLine(session(), 'Hi'));
	isHeld = true;
	await until(() => JSON.stringify(logged()).includes("a late answer couldn't be sent"));
	expect(JSON.stringify(logged())).toContain(advice);
	expect(logged().filter(([level]) => level === 'error')).toHaveLength(1);
	expect(bot.started).toHaveLength(1);
});

it('answers Failed for an unknown intent, so that the flow gets a reason', async () => {
	const bot = start({ parameters: LEGACY, execute: () => ({ body: { botState: 'Complete', intent: 'Unknown' } }) });
	expect((await bot.say(legacyLine(session(), 'Hi'))).body).toMatchObject({ botState: 'Failed', errorInfo: { errorCode: 'invalid.answer', errorMessage: expect.stringContaining('"Unknown"') as string } });
});
