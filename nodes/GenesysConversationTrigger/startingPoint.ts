import type { IDataObject, WorkflowActivateMode } from 'n8n-workflow';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Clocks differ: so much before its publishing counts as after it. */
const CLOCK_DIFFERENCE_MS = 2 * MINUTE_MS;
/** Events do not become known in the order of their times: so much before what is caught up is looked at again. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** How far back is caught up: after a restart of n8n, and after a workflow was published again. */
const LONGEST_OUTAGE_MS = 3 * 24 * HOUR_MS;
const LONGEST_PAUSE_MS = HOUR_MS;
/** After a restart without a note. */
const WITHOUT_NOTE_MS = 24 * HOUR_MS;

/** Modes in which nobody has published anything: n8n has started, or another of its processes took over. */
const RESUMING: readonly WorkflowActivateMode[] = ['init', 'leadershipChange'];

export function isResuming(mode: WorkflowActivateMode): boolean {
	return RESUMING.includes(mode);
}

/**
 * From when on events count, in milliseconds since 1970.
 *
 * The note in n8n's static data is a hint alone: n8n saves it with the next event, and may lose it. What is emitted twice
 * for lack of it n8n recognizes by the deduplication key.
 */
export function startingPoint(mode: WorkflowActivateMode, note: IDataObject, now: number): number {
	if (mode === 'manual') return now - CLOCK_DIFFERENCE_MS;
	const resuming = isResuming(mode);
	const noted = Date.parse(String(note.caughtUpUntil));
	if (Number.isNaN(noted)) return now - (resuming ? WITHOUT_NOTE_MS : CLOCK_DIFFERENCE_MS);
	// A note that lies ahead was written before the clock was set back.
	return Math.max(Math.min(noted, now) - OVERLAP_MS, now - (resuming ? LONGEST_OUTAGE_MS : LONGEST_PAUSE_MS));
}

/** Notes where it starts: until something is caught up, the next start is to go back as far as this one. */
export function noteStart(note: IDataObject, since: number, now: number): void {
	noteCaughtUp(note, Math.min(since + OVERLAP_MS, now));
}

/**
 * Notes that everything until then (milliseconds since 1970) has been looked up and emitted. The time of an event that was
 * emitted does not say so: while an outage is made up for, older ones are still to come.
 */
export function noteCaughtUp(note: IDataObject, until: number): void {
	note.caughtUpUntil = new Date(until).toISOString();
}
