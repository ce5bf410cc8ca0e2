import { setTimeout as delay } from 'node:timers/promises';
import faults from '../support/faults.js';
import { sendUnderFault, type LoadOptions } from '../support/load/agentMessages.mts';
import { expectWithin } from '../support/load/outcome.mts';
import type { QueueEngine } from '../support/queueMode/engine.mts';
import { hasQueueMode, testInQueueMode } from '../support/inQueueMode.mts';
import { startQueueStack, type QueueStack } from '../support/queueMode/stack.mts';

/**
 * Agents' messages while a process of n8n's queue mode is killed and restarted a few seconds later, as a supervisor does.
 * `node bench/queueLoad.mts` does the same with more messages.
 */

const CUSTOMERS = 50;
/** Eight messages per second: nine processes on two cores handle fifteen. */
const PACE_MS = 120;
const DOWN_MS = 3_000;
const FORGOTTEN_MS = 1_000;

let stack: QueueStack;

beforeAll(async () => {
	if (hasQueueMode) stack = await startQueueStack();
}, 300_000);

afterAll(async () => await stack?.stop(), 60_000);

interface Victim {
	kill(): Promise<void>;
	restart(): Promise<void>;
}

const forgetful = ({ redis }: QueueEngine): Victim => ({ kill: async () => await redis.killForgetting(FORGOTTEN_MS), restart: redis.restart });

/** From before a third has arrived, some messages take so long that the workers have no capacity for the next ones. */
const heldUp = (begun: number) => (begun >= 130 && begun < 220 ? 4_000 : 600);

/** Genesys Cloud delivers one message per conversation at a time, so only messages of many conversations queue up in Redis. */
const MANY_CHATS = { chatsAtOnce: CUSTOMERS, channelMs: heldUp };

type VictimOf = (engine: QueueEngine) => Victim;

const VICTIMS: Array<[keyof typeof faults.AGENT_FAULTS, LoadOptions['respond'], VictimOf, Partial<LoadOptions>?]> = [
	['workerFinished', 'whenFinished', ({ workers }) => workers[0]],
	['workerImmediately', 'immediately', ({ workers }) => workers[1]],
	['processorFinished', 'whenFinished', ({ webhookProcessors }) => webhookProcessors[0]],
	['processorImmediately', 'immediately', ({ webhookProcessors }) => webhookProcessors[1]],
	['redisFinished', 'whenFinished', ({ redis }) => redis],
	['redisForgets', 'whenFinished', forgetful, MANY_CHATS],
	['redisImmediately', 'immediately', ({ redis }) => redis],
	['postgresFinished', 'whenFinished', ({ postgres }) => postgres],
	['postgresImmediately', 'immediately', ({ postgres }) => postgres],
];

const AGAIN: Array<keyof typeof faults.AGENT_FAULTS> = ['workerFinished', 'processorFinished', 'redisForgets', 'postgresFinished'];

for (const [key, respond, victimOf, more] of VICTIMS) {
	const row = faults.AGENT_FAULTS[key];
	testInQueueMode(`${row.breaks}: ${row.setting}`, async () => {
		const fault = async () => {
			const victim = victimOf(stack.engine);
			await victim.kill();
			await delay(DOWN_MS);
			await victim.restart();
		};
		const load = { messages: row.sent, customers: CUSTOMERS, respond, removeDuplicates: false, paceMs: PACE_MS, fault, ...more };
		const tally = await sendUnderFault(stack, load);
		await expectWithin(row, tally);
		// Messages that n8n dropped are in its list of failed executions, unless they count as done.
		if (respond === 'immediately') expect(tally.lost).toBeLessThanOrEqual(tally.failedExecutions);
		expect(tally).toMatchObject({ seenTwice: 0, seenOutOfOrder: 0 });
		// The fault had an effect: Genesys Cloud had to deliver something again.
		if (AGAIN.includes(key)) expect(tally.triedAgain).toBeGreaterThan(0);
	}, 400_000);
}
