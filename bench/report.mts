import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Machine } from './machine.mts';
import { estimate, verdictOf, type Estimate, type Goal, type Verdict } from './statistics.mts';
import type { Compared } from './turns.mts';

/** A counted number, which has no spread. */
export interface Fact {
	what: string;
	value: number;
	unit?: string;
	goal?: Goal;
}

/** The result of one measurement. */
export interface Section {
	title: string;
	/** Milliseconds of each variant, per message unless `per` is set. */
	costs?: Record<string, number[]>;
	per?: string;
	compared?: Compared[];
	facts?: Fact[];
}

interface Line {
	what: string;
	value: string;
	goal?: string;
	verdict?: Verdict;
}

export interface Report {
	machine: Machine;
	quick: boolean;
	seconds: number;
	/** Goals that were missed, and those that noise left undecided. */
	missed: string[];
	noisy: string[];
	sections: Section[];
}

/** Prints one table for each measurement. */
export function print({ machine, sections }: Report): void {
	console.log(`\n${Object.values(machine).join(' · ')}`);
	for (const section of sections) {
		const lines = linesOf(section);
		const widths = (['what', 'value', 'goal'] as const).map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
		console.log(`\n${section.title}`);
		for (const { what, value, goal = '', verdict = '' } of lines) {
			console.log(`  ${what.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${goal.padEnd(widths[2])}  ${verdict}`.trimEnd());
		}
	}
}

/** The goals with this verdict, each with its measured value. */
export function goalsThat(verdict: Verdict, sections: Section[]): string[] {
	return sections.flatMap((section) =>
		linesOf(section)
			.filter((line) => line.verdict === verdict)
			.map(({ what, value, goal }) => `${section.title}: ${what} is ${value}, goal ${goal}`),
	);
}

/** Writes all samples and returns the file's name. */
export async function write(root: string, report: Report): Promise<string> {
	const folder = join(root, '.bench');
	await mkdir(folder, { recursive: true });
	const file = join(folder, `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.json`);
	await writeFile(file, `${JSON.stringify(report, null, '\t')}\n`);
	return relative(root, file);
}

function linesOf({ costs = {}, per, compared = [], facts = [] }: Section): Line[] {
	return [
		...Object.entries(costs).map(([what, samples]) => ({ what, value: costOf(estimate(samples), per) })),
		...compared.map(({ what, ratio, goal, verdict }) => ({
			what,
			value: `${rounded(ratio.median)} ×${spreadOf(ratio)}`,
			goal: goalOf(goal),
			verdict,
		})),
		...facts.map(({ what, value, unit, goal }) => ({
			what,
			value: [rounded(value), unit].filter(Boolean).join(' '),
			goal: goalOf(goal),
			verdict: goal && verdictOf({ median: value, low: value, high: value, rounds: 1 }, goal),
		})),
	];
}

function costOf(cost: Estimate, per?: string): string {
	const spread = spreadOf(cost);
	if (per) return `${rounded(cost.median)} ms ${per}${spread}`;
	return `${rounded(cost.median)} ms per message${spread}, ${rounded(1000 / cost.median)} per second`;
}

const spreadOf = ({ median, high }: Estimate): string => (Number.isFinite(high) ? ` ± ${rounded(high - median)}` : '');

function goalOf(goal?: Goal): string | undefined {
	if (!goal) return undefined;
	const { atMost, atLeast } = goal;
	if (atMost === atLeast) return `exactly ${atMost}`;
	return atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
}

/** Three significant digits. */
function rounded(value: number): string {
	const size = Math.abs(value);
	return Number.isInteger(value) ? String(value) : value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
