/** The numbers behind the verdicts: what a median of repeated measurements is worth. */

export interface Estimate {
	median: number;
	/** Ends of an interval that holds the true median in about 19 of 20 cases. */
	low: number;
	high: number;
	/** How many measurements it is made of. */
	rounds: number;
}

/** What a median has to be; one of the two. */
export interface Goal {
	atMost?: number;
	atLeast?: number;
}

/** `noisy`: the machine was too restless to tell on which side of the goal the truth lies. */
export type Verdict = 'met' | 'missed' | 'noisy';

/** The value below which a share of the samples lies, straight between the two nearest ones. */
export function quantile(samples: number[], share: number): number {
	if (samples.length === 0) throw new Error('There is no quantile of nothing');
	const sorted = [...samples].sort((one, other) => one - other);
	const position = (sorted.length - 1) * share;
	const below = Math.floor(position);
	const above = Math.ceil(position);
	return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export const median = (samples: number[]): number => quantile(samples, 0.5);

/** 1.57 quartile distances by the root of the count: the notch of a box plot (McGill, Tukey, Larsen 1978). */
const NOTCH = 1.57;

/** The median with its interval. One sample alone says nothing about the spread: its interval has no ends. */
export function estimate(samples: number[]): Estimate {
	const middle = median(samples);
	const rounds = samples.length;
	if (rounds < 2) return { median: middle, low: -Infinity, high: Infinity, rounds };
	const half = (NOTCH * (quantile(samples, 0.75) - quantile(samples, 0.25))) / Math.sqrt(rounds);
	return { median: middle, low: middle - half, high: middle + half, rounds };
}

/** Measurement by measurement: those of one round had the same machine, whatever else it was doing. */
export function ratios(over: number[], under: number[]): number[] {
	if (over.length !== under.length) throw new Error('Only what was measured in the same rounds can be compared');
	return over.map((sample, round) => sample / under[round]);
}

/** Met or missed only where the whole interval lies on that side of the goal. */
export function verdictOf({ low, high }: Estimate, { atMost = Infinity, atLeast = -Infinity }: Goal): Verdict {
	if (low >= atLeast && high <= atMost) return 'met';
	if (high < atLeast || low > atMost) return 'missed';
	return 'noisy';
}
