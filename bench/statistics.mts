/** Statistics behind the verdicts: how reliable a median of repeated measurements is. */

export interface Estimate {
	median: number;
	/** Bounds of an interval that contains the true median in about 19 of 20 cases. */
	low: number;
	high: number;
	/** Number of measurements. */
	rounds: number;
}

/** Limit of a median; one of the two. */
export interface Goal {
	atMost?: number;
	atLeast?: number;
}

/** `noisy`: too much noise to decide on which side of the goal the true value lies. */
export type Verdict = 'met' | 'missed' | 'noisy';

/** The value below which a share of the samples lies, interpolated linearly. */
export function quantile(samples: number[], share: number): number {
	if (samples.length === 0) throw new Error('There is no quantile of nothing');
	const sorted = [...samples].sort((one, other) => one - other);
	const position = (sorted.length - 1) * share;
	const below = Math.floor(position);
	const above = Math.ceil(position);
	return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export const median = (samples: number[]): number => quantile(samples, 0.5);

/** 1.57 interquartile ranges divided by the square root of the count: the notch of a box plot (McGill, Tukey, Larsen 1978). */
const NOTCH = 1.57;

/** The median with its interval. A single sample has an unbounded interval. */
export function estimate(samples: number[]): Estimate {
	const middle = median(samples);
	const rounds = samples.length;
	if (rounds < 2) return { median: middle, low: -Infinity, high: Infinity, rounds };
	const half = (NOTCH * (quantile(samples, 0.75) - quantile(samples, 0.25))) / Math.sqrt(rounds);
	return { median: middle, low: middle - half, high: middle + half, rounds };
}

/** Per round, because measurements of one round share the machine's other load. */
export function ratios(over: number[], under: number[]): number[] {
	if (over.length !== under.length) throw new Error('Only what was measured in the same rounds can be compared');
	return over.map((sample, round) => sample / under[round]);
}

/** Met or missed only if the whole interval lies on that side of the goal. */
export function verdictOf({ low, high }: Estimate, { atMost = Infinity, atLeast = -Infinity }: Goal): Verdict {
	if (low >= atLeast && high <= atMost) return 'met';
	if (high < atLeast || low > atMost) return 'missed';
	return 'noisy';
}
