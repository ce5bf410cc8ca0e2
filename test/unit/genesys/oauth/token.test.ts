import type { ClientCredentials } from '../../../../genesys/oauth/login';
import { TokenCache } from '../../../../genesys/oauth/token';
import { rejectionOf } from '../fakeGenesys';

const origins = { api: 'https://api.mypurecloud.de', login: 'https://login.mypurecloud.de', isOwnOrigin: false };
const client: ClientCredentials = { origins, clientId: 'client', clientSecret: 'right' };

/** A login that returns `token-1`, `token-2` … and counts its calls. */
function countingLogin() {
	const state = { calls: 0 };
	const fetchToken = async () => {
		const number = ++state.calls;
		await Promise.resolve();
		return `token-${number}`;
	};
	return { state, fetchToken };
}

describe('renewing a token', () => {
	it('makes one call for 30 simultaneous messages with an expired token', async () => {
		const { state, fetchToken } = countingLogin();
		const cache = new TokenCache();
		const renewed = await Promise.all(
			Array.from({ length: 30 }, async () => await cache.renew(client, 'old', fetchToken)),
		);
		expect(new Set(renewed)).toEqual(new Set(['token-1']));
		expect(state.calls).toBe(1);
	});

	it('returns the new token to a late request with the old one, without a call', async () => {
		const { state, fetchToken } = countingLogin();
		const cache = new TokenCache();
		await cache.renew(client, 'old', fetchToken);
		expect(await cache.renew(client, 'old', fetchToken)).toBe('token-1');
		expect(state.calls).toBe(1);
	});

	it('requests a new token if Genesys rejected the newest one', async () => {
		const { fetchToken } = countingLogin();
		const cache = new TokenCache();
		await cache.renew(client, 'old', fetchToken);
		expect(await cache.renew(client, 'token-1', fetchToken)).toBe('token-2');
	});

	it('requests a token if there is none yet, so that a new credential is really tested', async () => {
		const { fetchToken } = countingLogin();
		const cache = new TokenCache();
		await cache.renew(client, '', fetchToken);
		expect(await cache.renew(client, '', fetchToken)).toBe('token-2');
	});

	// After a day, the shared token may be another worker's and newer than this process's last token.
	it('never returns a token that may have expired too', async () => {
		let now = 0;
		const { fetchToken } = countingLogin();
		const cache = new TokenCache(() => now);
		await cache.renew(client, 'old', fetchToken);
		now += 24 * 60 * 60 * 1000;
		expect(await cache.renew(client, 'token of another worker', fetchToken)).toBe('token-2');
	});

	it('uses a monotonic clock, so that setting the wall clock back keeps no old token alive', async () => {
		const { fetchToken } = countingLogin();
		const cache = new TokenCache();
		const [start, wall] = [performance.now(), Date.now()];
		await cache.renew(client, 'old', fetchToken);
		jest.spyOn(performance, 'now').mockReturnValue(start + 120_000);
		jest.spyOn(Date, 'now').mockReturnValue(wall - 60 * 60_000);
		expect(await cache.renew(client, 'token of another worker', fetchToken)).toBe('token-2');
		jest.restoreAllMocks();
	});

	it('rejects all waiting requests after a failure, and tries again for the next', async () => {
		const cache = new TokenCache();
		const failure = new Error('login refused');
		const failing = async () => await Promise.reject(failure);
		const errors = await Promise.all([1, 2, 3].map(async () => await rejectionOf(cache.renew(client, 'old', failing))));
		expect(errors).toEqual([failure, failure, failure]);
		expect(await cache.renew(client, 'old', async () => 'fresh')).toBe('fresh');
	});

	it('does not return the previous token after a failure', async () => {
		const { fetchToken } = countingLogin();
		const cache = new TokenCache();
		await cache.renew(client, '', fetchToken);
		await rejectionOf(cache.renew(client, 'token-1', async () => await Promise.reject(new Error('down'))));
		expect(await cache.renew(client, 'token-1', fetchToken)).toBe('token-2');
	});
});

describe('tokens of different clients', () => {
	it.each([
		['a wrong secret', { ...client, clientSecret: 'wrong' }],
		['another client', { ...client, clientId: 'other' }],
		['another region', { ...client, origins: { ...origins, login: 'https://login.mypurecloud.ie' } }],
	])('%s never gets the token of the right client, even while it is being fetched', async (_name, other) => {
		const cache = new TokenCache();
		const right = cache.renew(client, 'old', async () => 'token of the right one');
		const wrong = cache.renew(other, 'old', async () => await Promise.reject(new Error('refused')));
		expect(await rejectionOf(wrong)).toMatchObject({ message: 'refused' });
		expect(await right).toBe('token of the right one');
		await expect(cache.renew(other, 'older', async () => await Promise.reject(new Error('refused')))).rejects.toThrow(
			'refused',
		);
	});

	it('distinguishes clients whose ID and secret only differ in where they are split', async () => {
		const cache = new TokenCache();
		await cache.renew({ ...client, clientId: 'ab', clientSecret: 'c' }, 'old', async () => 'first');
		expect(await cache.renew({ ...client, clientId: 'a', clientSecret: 'bc' }, 'old', async () => 'second')).toBe(
			'second',
		);
	});

	it('fetches a token again if there are more clients than it remembers', async () => {
		const { state, fetchToken } = countingLogin();
		const cache = new TokenCache();
		for (let number = 0; number <= 500; number++)
			await cache.renew({ ...client, clientId: `client-${number}` }, 'old', fetchToken);
		expect(await cache.renew({ ...client, clientId: 'client-500' }, 'old', fetchToken)).toBe('token-501');
		expect(await cache.renew({ ...client, clientId: 'client-0' }, 'old', fetchToken)).toBe('token-502');
		expect(state.calls).toBe(502);
	});
});
