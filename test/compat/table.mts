import { readFile, writeFile } from 'node:fs/promises';
import type { Check } from './check.mts';
import versions from './versions.js';

/** What a check found. */
export type Outcome =
	| { kind: 'right' }
	| { kind: 'wrong'; reason: string }
	/** Wrong for a known reason that lies in this n8n. */
	| { kind: 'weaker'; reason: string }
	| { kind: 'notApplicable'; reason: string };

/** One version of n8n. */
export interface Column {
	version: string;
	/** A footnote on the version. */
	note?: string;
	nodeMajor?: number;
	/** By the titles of the checks. */
	outcomes: Map<string, Outcome>;
	/** Why this n8n could not be installed or started. */
	failure?: string;
}

export function isRight({ failure, outcomes }: Column): boolean {
	return failure === undefined && [...outcomes.values()].every(({ kind }) => kind !== 'wrong');
}

/** An error of `N8nRest`: n8n's message, then the stack of n8n's own code. */
const ANSWER = /(n8n answered .*?): \{.*?"message":"((?:[^"\\]|\\.)*)".*/s;
const MAX_REASON_LENGTH = 300;

/** The reason for a failure, on one line. */
export function reasonOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	const line = message.replace(ANSWER, '$1: $2').replaceAll('\\"', '"').replaceAll(/\s+/g, ' ').trim();
	return line.length > MAX_REASON_LENGTH ? `${line.slice(0, MAX_REASON_LENGTH)} …` : line;
}

const CELLS: Record<Outcome['kind'], string> = { right: '✔', wrong: '✘', weaker: 'weaker', notApplicable: '–' };

/** The table version × check in Markdown, with its footnotes. */
export function tableOf(checks: Check[], columns: Column[]): string {
	const notes: string[] = [];
	const noted = (cell: string, note?: string): string => {
		if (note === undefined) return cell;
		if (!notes.includes(note)) notes.push(note);
		return `${cell} (${notes.indexOf(note) + 1})`;
	};
	const cellOf = ({ outcomes }: Column, title: string): string => {
		const outcome = outcomes.get(title);
		if (outcome === undefined) return '';
		return noted(CELLS[outcome.kind], 'reason' in outcome ? outcome.reason : undefined);
	};
	const rows = [
		['n8n', ...columns.map(({ version, note, failure }) => noted(version, failure === undefined ? note : `Not tested: ${failure}`))],
		['Node.js', ...columns.map(({ nodeMajor }) => String(nodeMajor ?? ''))],
		...checks.map(({ title }) => [title, ...columns.map((column) => cellOf(column, title))]),
	];
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const [head, ...lines] = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
	const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
	const footnotes = notes.map((note, index) => `${index + 1}. ${note}`);
	return [head, rule, ...lines, ...(footnotes.length > 0 ? ['', ...footnotes] : [])].join('\n');
}

/** Replaces the table in README. */
export async function writeReadme(table: string): Promise<void> {
	const { start, end } = versions.README_MARKS;
	const readme = await readFile('README.md', 'utf8');
	const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`README.md lacks the lines ${start} and ${end}`);
	await writeFile('README.md', `${readme.slice(0, from + start.length)}\n\n${table}\n\n${readme.slice(to)}`);
}
