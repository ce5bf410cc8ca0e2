import { sleep } from 'n8n-workflow';
import { createClient, parseRetryAfter, type HttpResponse } from '../../../genesys/client';
import { GenesysApiError } from '../../../genesys/errors';
import { fakeGenesys, inTurn, ok, options, read, refusal, rejectionOf, write } from './fakeGenesys';

const NOW = Date.UTC(2026, 0, 31, 10, 0, 0);

describe('a rate limit or a busy service', () => {
	it.each([429, 503])(
		'is retried after the time in Retry-After (%i), even for non-repeatable requests',
		async (status) => {
			const { client, requests, pauses } = fakeGenesys(inTurn(refusal(status, {}, { 'retry-after': '3' }), ok('done')));
			expect(await client.call(write, options)).toBe('done');
			expect(requests).toEqual([write, write]);
			expect(pauses).toEqual([3000]);
		},
	);

	// The clock of this machine may be wrong: the answer says what time it is where the date comes from.
	it('can return the time as a date', async () => {
		const headers = { 'retry-after': new Date(NOW + 12_000).toUTCString(), date: new Date(NOW).toUTCString() };
		const { client, pauses } = fakeGenesys(inTurn(refusal(429, {}, headers), ok()));
		await client.call(write, options);
		expect(pauses).toEqual([12_000]);
	});

	// A date has the same effect if this clock is ahead.
	it.each(['0', new Date(NOW - 5000).toUTCString()])('with a zero pause (%s) does not use up all tries immediately', async (now) => {
		const busy = refusal(429, {}, { 'retry-after': now });
		const { client, pauses } = fakeGenesys(inTurn(busy, busy, ok()));
		await client.call(write, options);
		expect(pauses).toEqual([500, 1000]);
	});

	it.each<[number, string | undefined, number]>([
		[429, '7', 7000],
		[503, undefined, 500],
		[500, undefined, 500],
	])('at the login (%i) is retried even for non-repeatable requests, because nothing was sent', async (status, retryAfter, pause) => {
		const busy = new GenesysApiError({ status, code: `http.${status}`, contextId: '', message: 'no token', advice: '', retryAfter });
		const { client, pauses } = fakeGenesys(inTurn(busy, ok('done')));
		expect(await client.call(write, options)).toBe('done');
		expect(pauses).toEqual([pause]);
	});

	it('without Retry-After is retried after pauses that double', async () => {
		const { client, pauses } = fakeGenesys(inTurn(refusal(429), refusal(503), refusal(429), ok()));
		await client.call(write, options);
		expect(pauses).toEqual([500, 1000, 2000]);
	});

	describe('during other calls', () => {
		beforeEach(() => jest.useFakeTimers({ now: NOW }));
		afterEach(() => jest.useRealTimers());

		/** When requests are sent, in seconds, where one call is answered so and another begins a second later. */
		async function secondsOfTwoCalls(...answers: HttpResponse[]): Promise<number[]> {
			const seconds: number[] = [];
			const send = async () => {
				seconds.push((Date.now() - NOW) / 1000);
				return answers.shift() ?? ok();
			};
			const client = createClient({ send, sleep });
			const calls = [client.call(write, options), sleep(1000).then(async () => await client.call(read, options))];
			await jest.advanceTimersByTimeAsync(60_000);
			await Promise.all(calls);
			return seconds;
		}

		it.each([429, 503])('pauses all of them after a %i, so that they do not use up their tries', async (status) => {
			expect(await secondsOfTwoCalls(refusal(status, {}, { 'retry-after': '3' }))).toEqual([0, 3, 3]);
		});

		it('pauses only the rejected call after a 503 without a time', async () => {
			expect(await secondsOfTwoCalls(refusal(503))).toEqual([0, 0.5, 1]);
		});

		it('extends the pause of waiting calls if one of them gets a longer time', async () => {
			const [three, ten] = ['3', '10'].map((seconds) => refusal(429, {}, { 'retry-after': seconds }));
			expect(await secondsOfTwoCalls(three, ten)).toEqual([0, 3, 13, 13]);
		});
	});

	it('fails after five tries with Genesys Cloud\'s message', async () => {
		const { client, requests, pauses } = fakeGenesys(() =>
			refusal(429, { code: 'too.many.requests', message: 'slow down' }),
		);
		const error = await rejectionOf(client.call(read, options));
		expect(error).toBeInstanceOf(GenesysApiError);
		expect(error).toMatchObject({
			status: 429,
			code: 'too.many.requests',
			message: 'Do it: Genesys Cloud returned 429 – slow down',
		});
		expect(requests).toHaveLength(5);
		expect(pauses).toHaveLength(4);
	});

	it('fails immediately if the pause would be longer than 90 seconds', async () => {
		const { client, requests, pauses } = fakeGenesys(() => refusal(429, {}, { 'retry-after': '91' }));
		await expect(client.call(read, options)).rejects.toMatchObject({ status: 429 });
		expect(requests).toHaveLength(1);
		expect(pauses).toEqual([]);
	});

	it('fails if the total pause would be longer than 90 seconds', async () => {
		const { client, pauses } = fakeGenesys(() => refusal(429, {}, { 'retry-after': '40' }));
		await expect(client.call(read, options)).rejects.toMatchObject({ status: 429 });
		expect(pauses).toEqual([40_000, 40_000]);
	});
});

describe('parseRetryAfter', () => {
	it.each([
		['7', 7000],
		[' 7 ', 7000],
		['0', 0],
		['1.5', 1500],
		['-3', 0],
		[new Date(NOW + 5000).toUTCString(), 5000],
		[new Date(NOW - 5000).toUTCString(), 0],
		['', undefined],
		['soon', undefined],
		['Infinity', undefined],
		[undefined, undefined],
	])('reads %j as %j milliseconds', (header, expected) => {
		expect(parseRetryAfter(header, NOW)).toBe(expected);
	});
});

describe('a client without its own clock', () => {
	afterEach(() => jest.restoreAllMocks());

	it('measures a date by the wall clock if the response has none', async () => {
		const pauses: number[] = [];
		const client = createClient({
			send: async () =>
				pauses.length === 0 ? refusal(429, {}, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }) : ok(),
			sleep: async (milliseconds) => void pauses.push(milliseconds),
		});
		await client.call(read, options);
		expect(pauses[0]).toBeGreaterThan(25_000);
		expect(pauses[0]).toBeLessThanOrEqual(30_000);
	});

	// Calls slept for an hour after the clock of the machine had been set back by one.
	it('does not pause longer if the wall clock is set back', async () => {
		const answers = [refusal(429, {}, { 'retry-after': '2' })];
		const pauses: number[] = [];
		const client = createClient({
			send: async () => answers.shift() ?? ok(),
			sleep: async (milliseconds) => void pauses.push(milliseconds),
		});
		await client.call(read, options);
		const early = Date.now() - 60 * 60_000;
		jest.spyOn(Date, 'now').mockReturnValue(early);
		await client.call(read, options);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(2000);
	});
});
