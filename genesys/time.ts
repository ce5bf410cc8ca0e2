import { asObject } from './json';

/** Milliseconds for measuring how long ago something was: unlike `Date.now`, corrections of the wall clock do not move it. */
export function monotonicNow(): number {
	return performance.now();
}

/** Resolves when the signal is aborted. */
export async function aborted(signal: AbortSignal): Promise<undefined> {
	if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

/**
 * The text of an object that writes itself into JSON as one: a date is its ISO-8601 time, JavaScript's own (as database
 * nodes give it) as well as luxon's (as n8n's `$now`). `null` for a date that is invalid, `undefined` for all else.
 */
export function dateText(value: unknown): string | null | undefined {
	if (typeof asObject(value)?.toJSON !== 'function') return undefined;
	const written = (value as { toJSON(): unknown }).toJSON();
	return typeof written === 'string' || written === null ? written : undefined;
}

/**
 * An ISO-8601 time as people read it: `2026-01-31T10:00:00.000Z` → `2026-01-31 10:00 UTC`. Another zone keeps its
 * offset, and a local time stays without one. What is not such a time comes back as it is.
 */
export function readableTime(time: string): string {
	const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(time);
	if (!parts) return time;
	const [, day, clock, zone] = parts;
	return [day, clock, zone === 'Z' ? 'UTC' : zone].filter(Boolean).join(' ');
}
