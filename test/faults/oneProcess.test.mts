import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { callSimulator } from '../../demo/simulator.mts';
import faults from '../support/faults.js';
import { sendUnderFault, type LoadOptions, type Tally } from '../support/load/agentMessages.mts';
import { expectWithin } from '../support/load/outcome.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** Agents' messages while n8n, one process with SQLite behind a proxy that checks readiness, fails. */

type Row = (typeof faults.AGENT_FAULTS)[keyof typeof faults.AGENT_FAULTS];

const CUSTOMERS = 50;

let stack: OwnStack;

const start = (env?: NodeJS.ProcessEnv) => {
	beforeAll(async () => {
		stack = await startOwnStack(env);
	}, 300_000);
	afterAll(async () => await stack?.stop(), 60_000);
};

async function expectOutcome(row: Row, options: Omit<LoadOptions, 'messages' | 'customers'>): Promise<Tally> {
	const tally = await sendUnderFault(stack, { messages: row.sent, customers: CUSTOMERS, ...options });
	await expectWithin(row, tally);
	expect(tally).toMatchObject({ seenTwice: 0, seenOutOfOrder: 0 });
	// Messages that n8n dropped are in its list of failed executions.
	if (options.respond === 'immediately') expect(tally.lost).toBeLessThanOrEqual(tally.failedExecutions);
	return tally;
}

const named = (row: Row): string => `${row.breaks}: ${row.setting}`;
const { n8nFinished, n8nFinishedOnce, n8nImmediately, duplicates, slowChannel, clockBehind, clockAhead } = faults.AGENT_FAULTS;

describe('n8n with default settings', () => {
	start();
	const kill = async () => await stack.restartN8n(async () => {}, 'SIGKILL');
	const plant = async (fault: object) => await callSimulator(stack.simulator.url, 'POST', '/simulator/faults', fault);

	afterEach(async () => await callSimulator(stack.simulator.url, 'DELETE', '/simulator/faults'));

	test(named(n8nFinished), async () => {
		const { triedAgain } = await expectOutcome(n8nFinished, { respond: 'whenFinished', removeDuplicates: false, fault: kill });
		expect(triedAgain).toBeGreaterThan(0);
	}, 400_000);

	test(named(n8nFinishedOnce), async () => {
		const { triedAgain } = await expectOutcome(n8nFinishedOnce, { respond: 'whenFinished', removeDuplicates: true, fault: kill });
		expect(triedAgain).toBeGreaterThan(0);
	}, 400_000);

	test(named(n8nImmediately), async () => {
		await expectOutcome(n8nImmediately, { respond: 'immediately', removeDuplicates: true, fault: kill });
	}, 400_000);

	test(named(duplicates), async () => {
		await plant({ kind: 'duplicate', times: 0 });
		// Every third message is delayed until after the next one in its conversation.
		let n = 0;
		const beforeEach = async () => await (n++ % 3 === 0 ? plant({ kind: 'disorder', ms: 3_000 }) : undefined);
		// Half the rate, because each is delivered twice.
		const { late } = await expectOutcome(duplicates, { respond: 'immediately', removeDuplicates: true, paceMs: 160, beforeEach });
		expect(late).toBeGreaterThan(50);
	}, 400_000);

	test(named(slowChannel), async () => {
		const channelMs = (begun: number) => (begun < 20 ? 15_000 : 200);
		await expectOutcome(slowChannel, { respond: 'whenFinished', removeDuplicates: false, channelMs });
	}, 400_000);
});

describe.each<[Row, number]>([
	[clockBehind, -90_000],
	[clockAhead, 90_000],
])('$breaks', (row, skewMs) => {
	const preload = pathToFileURL(join(process.cwd(), 'test', 'support', 'load', 'skewedClock.mjs')).href;
	start({ NODE_OPTIONS: `--import=${preload}`, CLOCK_SKEW_MS: String(skewMs) });

	test(named(row), async () => {
		await expectOutcome(row, { respond: 'immediately', removeDuplicates: true });
	}, 400_000);
});
