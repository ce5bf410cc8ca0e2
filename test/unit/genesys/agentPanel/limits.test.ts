import { RateLimit } from '../../../../genesys/agentPanel/rateLimit';
import { Replays } from '../../../../genesys/agentPanel/replays';

/** The panel's memory of requests per token and of accepted requests. Both are bounded. */

it('allows 30 requests a minute per token, in a sliding window', () => {
	let now = 0;
	const limit = new RateLimit(10, () => now);
	for (let count = 0; count < 30; count++, now += 1_000) expect(limit.take('one')).toBeUndefined();
	expect(limit.take('one')).toMatchObject({ status: 429, code: 'tooMany', retryAfter: 30 });
	expect(limit.take('another')).toBeUndefined();
	now = 60_000;
	expect(limit.take('one')).toBeUndefined();
	expect(limit.take('one')).toMatchObject({ retryAfter: 1 });
});

it('stores only digests of tokens, up to the limit', () => {
	const limit = new RateLimit(3, () => 0);
	for (let count = 0; count < 100; count++) limit.take(`secret-${count}`);
	const kept = (limit as unknown as { taken: Map<string, number[]> }).taken;
	expect(kept.size).toBe(3);
	expect([...kept.keys()].join()).not.toContain('secret');
	// Each process has its own key.
	const other = new RateLimit(3, () => 0);
	other.take('secret-99');
	expect([...(other as unknown as { taken: Map<string, number[]> }).taken.keys()][0]).not.toBe([...kept.keys()][2]);
});

it('accepts a request only once within two minutes', () => {
	let now = 0;
	const replays = new Replays(10, () => now);
	expect([replays.take('a'), replays.take('b'), replays.take('a')]).toEqual([true, true, false]);
	now = 119_999;
	expect(replays.take('a')).toBe(false);
	now = 120_000;
	expect(replays.take('a')).toBe(true);
});

it('remembers requests up to the limit', () => {
	const replays = new Replays(2, () => 0);
	expect(['a', 'b', 'c'].map((id) => replays.take(id))).toEqual([true, true, true]);
	expect([replays.take('c'), replays.take('b'), replays.take('a')]).toEqual([false, false, true]);
});
