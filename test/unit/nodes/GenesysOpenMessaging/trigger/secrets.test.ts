import { SecretCache } from '../../../../../nodes/GenesysOpenMessaging/trigger/secrets';

/** A credential that can be changed, counts how often it is read, and a clock. */
function surroundings(initial: string) {
	const state = { now: 0, reads: 0, value: initial };
	const cache = new SecretCache(() => state.now);
	const check = async (signedWith: string, credentialId = 'credential-1') =>
		await cache.check(
			credentialId,
			async () => {
				state.reads++;
				await Promise.resolve();
				return [state.value];
			},
			(secrets) => secrets.includes(signedWith),
		);
	return { state, cache, check };
}

describe('the webhook secret in memory', () => {
	it('is read once for many deliveries in a minute', async () => {
		const { state, check } = surroundings('right');
		for (let delivery = 0; delivery < 100; delivery++) {
			expect(await check('right')).toBe(true);
			state.now += 500;
		}
		expect(state.reads).toBe(1);
	});

	it('is read anew after a minute', async () => {
		const { state, check } = surroundings('right');
		await check('right');
		state.now += 60_001;
		await check('right');
		expect(state.reads).toBe(2);
	});

	it('is read once for many deliveries that come at the same moment', async () => {
		const { state, check } = surroundings('right');
		expect(await Promise.all(Array.from({ length: 30 }, async () => await check('right')))).toEqual(
			Array<boolean>(30).fill(true),
		);
		expect(state.reads).toBe(1);
	});

	it('that was changed is taken with the first delivery signed with the new one', async () => {
		const { state, check } = surroundings('old');
		await check('old');
		state.value = 'new';
		state.now += 5_000;
		expect(await check('new')).toBe(true);
		expect(await check('old')).toBe(false);
	});

	it('that was taken away no longer counts after a minute', async () => {
		const { state, check } = surroundings('old');
		await check('old');
		state.value = 'new';
		state.now += 60_001;
		expect(await check('old')).toBe(false);
	});

	it('is not read for every forged delivery: at most every five seconds', async () => {
		const { state, check } = surroundings('right');
		await check('right');
		for (let delivery = 0; delivery < 1000; delivery++) {
			state.now += 10;
			expect(await check('forged')).toBe(false);
		}
		expect(state.reads).toBe(3);
	});

	it('of one credential is never that of another', async () => {
		const { state, check } = surroundings('first');
		await check('first', 'credential-1');
		state.value = 'second';
		expect(await check('first', 'credential-2')).toBe(false);
		expect(await check('second', 'credential-2')).toBe(true);
		expect(await check('first', 'credential-1')).toBe(true);
	});

	it('that cannot be read is a failure, which is not kept', async () => {
		const { cache, check } = surroundings('right');
		const failing = async () => await Promise.reject(new Error('database away'));
		await expect(cache.check('credential-1', failing, () => true)).rejects.toThrow('database away');
		expect(await check('right')).toBe(true);
	});

	it('of very many credentials takes no more memory, only more reading', async () => {
		const { state, check } = surroundings('right');
		for (let credential = 0; credential <= 200; credential++) await check('right', `credential-${credential}`);
		expect(await check('right', 'credential-200')).toBe(true);
		expect(state.reads).toBe(201);
		expect(await check('right', 'credential-0')).toBe(true);
		expect(state.reads).toBe(202);
	});

	it('goes by the real clock where none is given', async () => {
		let reads = 0;
		const cache = new SecretCache();
		const read = async () => [String(++reads)];
		await cache.check('c', read, () => true);
		await cache.check('c', read, () => true);
		expect(reads).toBe(1);
	});
});
