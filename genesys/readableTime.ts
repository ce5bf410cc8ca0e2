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
