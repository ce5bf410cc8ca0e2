import { estimate, ratios, verdictOf, type Estimate, type Goal, type Verdict } from './statistics.mts';

/** Does the work once and returns its cost, in milliseconds per message. */
export type Turn = () => Promise<number>;

/** Costs of each variant, one per round. */
export type Samples<Name extends string> = Record<Name, number[]>;

export interface Comparison<Name extends string> {
	/** Label in the table. */
	what: string;
	/** The cost of this one … */
	of: Name;
	/** … is divided by the cost of this one. */
	by: Name;
	goal?: Goal;
}

export interface Compared {
	what: string;
	ratio: Estimate;
	goal?: Goal;
	verdict?: Verdict;
}

export interface TurnOptions<Name extends string> {
	variants: Record<Name, Turn>;
	comparisons: Array<Comparison<Name>>;
	/** How long to start new rounds. */
	seconds: number;
	/** Is there time for this many more seconds? */
	mayRepeat: (seconds: number) => boolean;
}

const MAX_REPEATS = 3;
/** Even on a slow machine, fewer rounds don't show the spread. */
const MIN_ROUNDS = 5;

/**
 * Measures variants in turns, alternately forward and backward, so that other load affects all of them equally. The first
 * turn of each is a warm-up. Until every goal is met, it continues for the same time again, up to three times, because the
 * spread may have been too large to decide.
 */
export async function takeTurns<Name extends string>(options: TurnOptions<Name>): Promise<{ samples: Samples<Name>; compared: Compared[] }> {
	const { variants, comparisons, seconds, mayRepeat } = options;
	const names = Object.keys(variants) as Name[];
	const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Samples<Name>;
	for (const name of names) await variants[name]();

	let compared: Compared[] = [];
	for (let repeat = 0; repeat <= MAX_REPEATS; repeat++) {
		const started = performance.now();
		for (let round = 0; round < MIN_ROUNDS || performance.now() - started < seconds * 1000; round++) {
			const order = round % 2 === 0 ? names : [...names].reverse();
			for (const name of order) samples[name].push(await variants[name]());
		}
		compared = comparisons.map((comparison) => compare(samples, comparison));
		if (compared.every(({ verdict }) => verdict === undefined || verdict === 'met') || !mayRepeat(seconds)) break;
	}
	return { samples, compared };
}

function compare<Name extends string>(samples: Samples<Name>, { what, of, by, goal }: Comparison<Name>): Compared {
	const ratio = estimate(ratios(samples[of], samples[by]));
	return { what, ratio, ...(goal && { goal, verdict: verdictOf(ratio, goal) }) };
}
