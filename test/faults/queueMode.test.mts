import { setTimeout as delay } from 'node:timers/promises';
import { sendUnderFault, type Tally } from '../support/queueMode/load.mts';
import { missingForQueueMode } from '../support/queueMode/services.mts';
import { startQueueStack, type QueueStack } from '../support/queueMode/stack.mts';

/**
 * What becomes of the agents' messages when a process of n8n's queue mode is killed in the middle of them, and is back
 * some seconds later, as with every supervisor. `node bench/queueLoad.mts` does the same with more of them.
 */

const MESSAGES = 30;
const CUSTOMERS = 15;
const DOWN_MS = 3_000;

const missing = missingForQueueMode();
if (missing) process.stderr.write(`Skipped: queue mode ${missing}\n`);
const inQueueMode = missing ? test.skip : test;

let stack: QueueStack;

beforeAll(async () => {
	if (!missing) stack = await startQueueStack();
}, 300_000);

afterAll(async () => await stack?.stop(), 60_000);

const crash = (victim: { kill(): Promise<void>; restart(): Promise<void> }) => async () => {
	await victim.kill();
	await delay(DOWN_MS);
	await victim.restart();
};

async function tallyOf(respond: 'immediately' | 'whenFinished', victim: Parameters<typeof crash>[0]): Promise<Tally> {
	const tally = await sendUnderFault(stack, { messages: MESSAGES, customers: CUSTOMERS, respond, removeDuplicates: false, fault: crash(victim) });
	process.stderr.write(`${expect.getState().currentTestName}: ${JSON.stringify(tally)}\n`);
	return tally;
}

inQueueMode('a worker is killed, the trigger responds when finished: Genesys Cloud repeats, and no message is lost', async () => {
	const { lost, doubled, failedExecutions } = await tallyOf('whenFinished', stack.engine.workers[0]);
	expect(lost).toBe(0);
	// Those that had been delivered when the worker died come once more, with the ID by which the channel knows them.
	expect(failedExecutions).toBeGreaterThan(0);
	expect(doubled).toBeLessThanOrEqual(failedExecutions);
}, 300_000);

inQueueMode('a worker is killed, the trigger responds immediately: what that worker had is lost, and in the list of failed executions', async () => {
	const { lost, doubled, failedExecutions } = await tallyOf('immediately', stack.engine.workers[1]);
	expect(failedExecutions).toBeGreaterThan(0);
	expect(lost).toBeLessThanOrEqual(failedExecutions);
	expect(doubled).toBe(0);
}, 300_000);

inQueueMode('a webhook processor is killed: the other one takes its place, and no message is lost', async () => {
	expect(await tallyOf('whenFinished', stack.engine.webhookProcessors[0])).toMatchObject({ lost: 0, givenUp: 0 });
}, 300_000);

inQueueMode('Redis is killed and comes back: no message is lost', async () => {
	// An answer that went down with Redis is never given: Genesys Cloud may give up what has long been delivered.
	expect(await tallyOf('whenFinished', stack.engine.redis)).toMatchObject({ lost: 0 });
}, 300_000);

inQueueMode('Postgres is killed and comes back: no message is lost', async () => {
	expect(await tallyOf('whenFinished', stack.engine.postgres)).toMatchObject({ lost: 0 });
}, 300_000);
