import type { ClientCredentials } from '../../../../genesys/oauth/login';
import { TokenCache } from '../../../../genesys/oauth/token';
import { rejectionOf } from '../fakeGenesys';

const origins = { api: 'https://api.mypurecloud.de', login: 'https://login.mypurecloud.de', isOwnOrigin: false };
const client: ClientCredentials = { origins, clientId: 'client', clientSecret: 'right' };

/** A login that gives `token-1`, `token-2` … and counts. */
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
	it('for 30 messages that find theirs expired at once is one call to Genesys', async () => {
		const { state, fetchToken } = countingLogin();
		const cache = new TokenCache();
		const renewed = await Promise.all(
			Array.from({ length: 30 }, async () => await cache.renew(client, 'old', fetchToken)),
		);
		expect(new Set(renewed)).toEqual(new Set(['token-1']));
		expect(state.calls).toBe(1);
	});

	it('gives a straggler with the same old token the new one without a call', async () => {
		const { state, fetchToken } = countingLogin();
		const cache = new TokenCache();
		await cache.renew(client, 'old', fetchToken);
		expect(await cache.renew(client, 'old', fetchToken)).toBe('token-1');
		expect(state.calls).toBe(1);
	});

	it('asks again when it is the newest token that Genesys refused', async () => {
		const { fetchToken } = countingLogin();
		const cache = new TokenCache();
		await cache.renew(client, 'old', fetchToken);
		expect(await cache.renew(client, 'token-1', fetchToken)).toBe('token-2');
	});

	it('asks again where there is no token yet: a credential that was just saved is really tried', async () => {
		const { fetchToken } = countingLogin();
		const cache = new TokenCache();
		await cache.renew(client, '', fetchToken);
		expect(await cache.renew(client, '', fetchToken)).toBe('token-2');
	});

	// A day later the shared token may be another worker's; what this process fetched last is then the older of the two.
	it('never answers a refused token with one that may have expired as well', async () => {
		let now = 0;
		const { fetchToken } = countingLogin();
		const cache = new TokenCache(() => now);
		await cache.renew(client, 'old', fetchToken);
		now += 24 * 60 * 60 * 1000;
		expect(await cache.renew(client, 'token of another worker', fetchToken)).toBe('token-2');
	});

	it('goes by a clock that is not set: a wall clock set back keeps no old token alive', async () => {
		const { fetchToken } = countingLogin();
		const cache = new TokenCache();
		const [start, wall] = [performance.now(), Date.now()];
		await cache.renew(client, 'old', fetchToken);
		jest.spyOn(performance, 'now').mockReturnValue(start + 120_000);
		jest.spyOn(Date, 'now').mockReturnValue(wall - 60 * 60_000);
		expect(await cache.renew(client, 'token of another worker', fetchToken)).toBe('token-2');
		jest.restoreAllMocks();
	});

	it('that failed tells everybody who waited, and is tried anew by the next', async () => {
		const cache = new TokenCache();
		const failure = new Error('login refused');
		const failing = async () => await Promise.reject(failure);
		const errors = await Promise.all([1, 2, 3].map(async () => await rejectionOf(cache.renew(client, 'old', failing))));
		expect(errors).toEqual([failure, failure, failure]);
		expect(await cache.renew(client, 'old', async () => 'fresh')).toBe('fresh');
	});

	it('that failed does not bring back the token before it', async () => {
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
	])('%s never gets the token of the right one, not even while it is being fetched', async (_name, other) => {
		const cache = new TokenCache();
		const right = cache.renew(client, 'old', async () => 'token of the right one');
		const wrong = cache.renew(other, 'old', async () => await Promise.reject(new Error('refused')));
		expect(await rejectionOf(wrong)).toMatchObject({ message: 'refused' });
		expect(await right).toBe('token of the right one');
		await expect(cache.renew(other, 'older', async () => await Promise.reject(new Error('refused')))).rejects.toThrow(
			'refused',
		);
	});

	it('are told apart even if id and secret only differ in where one ends', async () => {
		const cache = new TokenCache();
		await cache.renew({ ...client, clientId: 'ab', clientSecret: 'c' }, 'old', async () => 'first');
		expect(await cache.renew({ ...client, clientId: 'a', clientSecret: 'bc' }, 'old', async () => 'second')).toBe(
			'second',
		);
	});

	it('may be more than are remembered: that costs a call, nothing else', async () => {
		const { state, fetchToken } = countingLogin();
		const cache = new TokenCache();
		for (let number = 0; number <= 500; number++)
			await cache.renew({ ...client, clientId: `client-${number}` }, 'old', fetchToken);
		expect(await cache.renew({ ...client, clientId: 'client-500' }, 'old', fetchToken)).toBe('token-501');
		expect(await cache.renew({ ...client, clientId: 'client-0' }, 'old', fetchToken)).toBe('token-502');
		expect(state.calls).toBe(502);
	});
});
