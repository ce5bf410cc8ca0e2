import { asObject } from './json';

/** Milliseconds of a clock that is unaffected by wall clock changes. */
export function monotonicNow(): number {
	return performance.now();
}

export async function aborted(signal: AbortSignal): Promise<undefined> {
	if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

/** A JavaScript or Luxon date as ISO 8601. `null` for an invalid date, `undefined` for anything else. */
export function dateText(value: unknown): string | null | undefined {
	if (typeof asObject(value)?.toJSON !== 'function') return undefined;
	const written = (value as { toJSON(): unknown }).toJSON();
	return typeof written === 'string' || written === null ? written : undefined;
}

/** `2026-01-31T10:00:00.000Z` → `2026-01-31 10:00 UTC`. Keeps other offsets. Returns anything else unchanged. */
export function readableTime(time: string): string {
	const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(time);
	if (!parts) return time;
	const [, day, clock, zone] = parts;
	return [day, clock, zone === 'Z' ? 'UTC' : zone].filter(Boolean).join(' ');
}
