import { estimate, median, quantile, ratios, verdictOf } from '../../bench/statistics.mts';
import { takeTurns } from '../../bench/turns.mts';

/** How the benchmark evaluates its measurements. */

describe('benchmark statistics', () => {
	test('the median of an even number of samples is the mean of the middle two', () => {
		expect(median([9, 1, 3, 5])).toBe(4);
		expect(quantile([10, 20, 30], 0.99)).toBeCloseTo(29.8);
	});

	test('one outlier changes neither the median nor its interval', () => {
		const calm = [10, 10.1, 9.9, 10, 10.2, 9.8, 10, 10.1, 9.9, 10];
		const { median: middle, low, high } = estimate([...calm, 500]);
		expect(middle).toBeCloseTo(10);
		expect(high - low).toBeLessThan(0.3);
	});

	test('a single sample has no known spread', () => {
		expect(verdictOf(estimate([1]), { atMost: 1_000 })).toBe('noisy');
	});

	test("the machine's effect on a whole round cancels out in the ratio", () => {
		expect(ratios([2, 20, 4], [1, 10, 2])).toEqual([2, 2, 2]);
		expect(() => ratios([1], [1, 2])).toThrow('same rounds');
	});
});

describe('benchmark verdicts', () => {
	const between = (low: number, high: number) => ({ median: (low + high) / 2, low, high, rounds: 9 });

	test.each([
		['met', between(0.9, 1.04), { atMost: 1.05 }],
		['missed', between(1.06, 1.2), { atMost: 1.05 }],
		['noisy', between(0.9, 1.2), { atMost: 1.05 }],
		['met', between(8, 11), { atLeast: 8 }],
		['missed', between(6, 7.9), { atLeast: 8 }],
		['noisy', between(7, 9), { atLeast: 8 }],
		['met', between(1, 1), { atLeast: 1, atMost: 1 }],
		['missed', between(2, 2), { atLeast: 1, atMost: 1 }],
	])('the verdict is %s for the interval %j and the goal %j', (verdict, interval, goal) => {
		expect(verdictOf(interval, goal)).toBe(verdict);
	});
});

describe('benchmark turns', () => {
	/** Costs that are returned one at a time; the last one repeats. */
	const costs = (...values: number[]) => async () => (values.length > 1 ? values.shift()! : values[0]);

	test("variants are measured alternately forward and backward, and each variant's first turn is ignored", async () => {
		const order: string[] = [];
		const turn = (name: string, first: number) => {
			const cost = costs(first, 1);
			return async () => {
				order.push(name);
				return await cost();
			};
		};
		const variants = { a: turn('a', 99), b: turn('b', 99) };
		const { samples } = await takeTurns({ variants, comparisons: [], seconds: 0, mayRepeat: () => true });
		expect(order.join('')).toBe('ab' + 'ab' + 'ba' + 'ab' + 'ba' + 'ab');
		expect(samples).toEqual({ a: [1, 1, 1, 1, 1], b: [1, 1, 1, 1, 1] });
	});

	test('a measurement that is too noisy or misses its goal is repeated until it is conclusive', async () => {
		const variants = { ours: costs(0, 1, 3, 1, 3, 1, 1), theirs: costs(0, 2) };
		const comparisons = [{ what: 'ours : theirs', of: 'ours', by: 'theirs', goal: { atMost: 1 } } as const];
		const { compared, samples } = await takeTurns({ variants, comparisons, seconds: 0, mayRepeat: () => true });
		expect(compared[0].verdict).toBe('met');
		expect(samples.ours).toHaveLength(10);
	});

	test('a measurement remains inconclusive if there is no time to repeat it', async () => {
		const variants = { ours: costs(0, 1, 3, 1, 3, 1, 1), theirs: costs(0, 2) };
		const comparisons = [{ what: 'ours : theirs', of: 'ours', by: 'theirs', goal: { atMost: 1 } } as const];
		const { compared } = await takeTurns({ variants, comparisons, seconds: 0, mayRepeat: () => false });
		expect(compared[0].verdict).toBe('noisy');
	});
});
