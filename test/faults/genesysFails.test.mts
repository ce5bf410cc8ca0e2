import { eventually } from '../../demo/people.mts';
import { callSimulator } from '../../demo/simulator.mts';
import faults from '../support/faults.js';
import { startCustomerLoad } from '../support/load/customerMessages.mts';
import { expectWithin } from '../support/load/outcome.mts';
import { startOwnStack, type OwnStack } from '../support/stack.mts';

/** Customers' messages while Genesys Cloud or the connection to it fails. */

let stack: OwnStack;

beforeAll(async () => {
	stack = await startOwnStack();
	// Twenty customers write at the same time, with no limit except those set by a test.
	await simulator('PATCH', 'settings', { rateLimitPerMinute: 0 });
}, 300_000);

afterAll(async () => await stack?.stop(), 60_000);

afterEach(async () => await simulator('DELETE', 'faults'));

async function simulator<T>(method: string, path: string, body?: object): Promise<T> {
	return await callSimulator<T>(stack.simulator.url, method, `/simulator/${path}`, body);
}

/** Each fault applies to `times` calls. */
const FAULTS: Array<[keyof typeof faults.CUSTOMER_FAULTS, object]> = [
	['tooMany', { kind: 'rateLimit', retryAfterSeconds: 2, times: 40 }],
	['serverError', { kind: 'serverError', status: 500, times: 40 }],
	['unavailable', { kind: 'serverError', status: 503, retryAfterSeconds: 2, times: 40 }],
	// Longer than a node waits for a response; the call is carried out anyway after the sender has given up.
	['silence', { kind: 'slow', ms: 40_000, times: 5 }],
	['lostAnswer', { kind: 'dropConnection', afterHandling: true, times: 40 }],
	['halfAnswer', { kind: 'halfAnswer', times: 40 }],
	['garbage', { kind: 'garbage', times: 40 }],
];

for (const [key, fault] of FAULTS) {
	const row = faults.CUSTOMER_FAULTS[key];
	test(row.breaks, async () => {
		const load = await startCustomerLoad(stack);
		await simulator('POST', 'faults', { path: '/inbound/open/message', ...fault });
		await load.send(1, row.sent);
		// Every planned fault has occurred.
		expect(await simulator('GET', 'faults')).toEqual([]);
		const tally = await load.tally();
		await expectWithin(row, tally);
		expect(tally).toMatchObject({ told: 0, outOfOrder: 0 });
	}, 200_000);
}

/** Longer than thirty executions take to start. */
const SLOW_MS = 6_000;
const { revoked } = faults.CUSTOMER_FAULTS;

test(`${revoked.breaks}: makes one token call`, async () => {
	const load = await startCustomerLoad(stack);
	await load.send(1, 1);
	await simulator('DELETE', 'requests');
	// All are in flight to Genesys Cloud when their token is revoked.
	const parallel = revoked.sent - 1;
	await simulator('POST', 'faults', { path: '/inbound/open/message', kind: 'slow', ms: SLOW_MS, times: parallel });
	const sending = load.send(parallel, 1);
	await eventually('all messages are in flight', async () => (await simulator<object[]>('GET', 'faults')).length === 0);
	await simulator('POST', 'tokens/revoke', {});
	await sending;
	const requests = await simulator<Array<{ path: string; status: number }>>('GET', 'requests');
	expect(requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(1);
	expect(requests.filter(({ status }) => status === 401)).toHaveLength(parallel);
	const tally = await load.tally();
	await expectWithin(revoked, tally);
	expect(tally.told).toBe(0);
}, 120_000);
