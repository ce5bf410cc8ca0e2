import type { IDataObject, WorkflowActivateMode } from 'n8n-workflow';

const HOUR_MS = 3_600_000;
const CLOCK_DIFFERENCE_MS = 2 * 60_000; // Allowed clock skew: events this long before publishing count as after it.
/** Events don't arrive in the order of their times, so lookups start earlier by this. */
const OVERLAP_MS = 10 * 60_000;
/** How far back to catch up: after a restart of n8n, and after republishing. */
const LONGEST_OUTAGE_MS = 3 * 24 * HOUR_MS;
const LONGEST_PAUSE_MS = HOUR_MS;
const WITHOUT_NOTE_MS = 24 * HOUR_MS; // After a restart without a note.

/** Is this a start without publishing: of n8n, or of another process that became the leader? */
export function isResuming(mode: WorkflowActivateMode): boolean {
	return mode === 'init' || mode === 'leadershipChange';
}

/**
 * Time from which events are emitted (milliseconds since 1970). The note in n8n's static data is only a hint: n8n saves it with
 * the next event and may lose it. An event that is then emitted twice has the same deduplication key.
 */
export function startingPoint(mode: WorkflowActivateMode, note: IDataObject, now: number): number {
	if (mode === 'manual') return now - CLOCK_DIFFERENCE_MS;
	const resuming = isResuming(mode);
	const noted = Date.parse(String(note.caughtUpUntil));
	if (Number.isNaN(noted)) return now - (resuming ? WITHOUT_NOTE_MS : CLOCK_DIFFERENCE_MS);
	// A note from the future was written before the clock was set back.
	return Math.max(Math.min(noted, now) - OVERLAP_MS, now - (resuming ? LONGEST_OUTAGE_MS : LONGEST_PAUSE_MS));
}

/** Notes the starting point: until events are caught up, the next start goes back equally far. */
export function noteStart(note: IDataObject, since: number, now: number): void {
	noteCaughtUp(note, Math.min(since + OVERLAP_MS, now));
}

/** Notes that all events until then (milliseconds since 1970) were emitted: after an outage, older events may follow newer ones. */
export function noteCaughtUp(note: IDataObject, until: number): void {
	note.caughtUpUntil = new Date(until).toISOString();
}
