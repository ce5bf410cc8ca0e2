import { FreshCache } from '../../../genesys/freshCache';

describe('a cache', () => {
	const setUp = (maxEntries = 10) => {
		const clock = { now: 0 };
		const reads: string[] = [];
		const cache = new FreshCache<string>(1000, maxEntries, () => clock.now);
		const get = async (key: string) =>
			await cache.get(key, async () => {
				reads.push(key);
				return `${key}${reads.length}`;
			});
		return { clock, reads, cache, get };
	};

	it('reads once until the value is too old', async () => {
		const { clock, get } = setUp();
		expect(await get('a')).toBe('a1');
		clock.now = 999;
		expect(await get('a')).toBe('a1');
		clock.now = 1000;
		expect(await get('a')).toBe('a2');
	});

	it('reads again for a caller that needs a newer value, and shares it', async () => {
		const { clock, cache, get } = setUp();
		await get('a');
		clock.now = 500;
		const newer = async () => await cache.get('a', async () => 'newer', (_answer, ageMs) => ageMs < 500);
		expect(await newer()).toBe('newer');
		expect(await newer()).toBe('newer');
		expect(await get('a')).toBe('newer');
	});

	it('shares one read between concurrent callers', async () => {
		const { reads, get } = setUp();
		expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a1', 'a1', 'b2']);
		expect(reads).toEqual(['a', 'b']);
	});

	it('passes a failure to all waiting callers and reads again the next time', async () => {
		const { cache, get } = setUp();
		const fail = async () => await Promise.reject(new Error('no'));
		const both = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
		expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(await get('a')).toBe('a1');
	});

	it('drops all values when cleared, including pending reads', async () => {
		const { cache, get } = setUp();
		await get('a');
		let answer = () => {};
		const answered = new Promise<void>((resolve) => (answer = resolve));
		const early = cache.get('b', async () => await answered.then(() => 'old'));
		cache.clear();
		expect(await get('b')).toBe('b2');
		answer();
		expect(await early).toBe('old');
		expect([await get('a'), await get('b')]).toEqual(['a3', 'b2']);
	});

	it('drops the oldest value when full', async () => {
		const { reads, get } = setUp(2);
		for (const key of ['a', 'b', 'c', 'b', 'a']) await get(key);
		expect(reads).toEqual(['a', 'b', 'c', 'a']);
	});
});
