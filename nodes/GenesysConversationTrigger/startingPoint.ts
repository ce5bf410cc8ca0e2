import type { IDataObject, WorkflowActivateMode } from 'n8n-workflow';
import type { LifecycleEvent } from '../../genesys/conversations/lifecycle';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Clocks differ: so much before its publishing counts as after it. */
const CLOCK_DIFFERENCE_MS = 2 * MINUTE_MS;
/** Events do not become known in the order of their times: so much before the last one is looked at again. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** How far back is caught up: after a restart of n8n, and after a workflow was published again. */
const LONGEST_OUTAGE_MS = 3 * 24 * HOUR_MS;
const LONGEST_PAUSE_MS = HOUR_MS;
/** After a restart without a note of the last event. */
const WITHOUT_NOTE_MS = 24 * HOUR_MS;

/** Modes in which nobody has published anything: n8n has started, or another of its processes took over. */
const RESUMING: readonly WorkflowActivateMode[] = ['init', 'leadershipChange'];

export function isResuming(mode: WorkflowActivateMode): boolean {
	return RESUMING.includes(mode);
}

/**
 * From when on events count, in milliseconds since 1970.
 *
 * The note in n8n's static data is a hint alone: n8n saves it with the next event, and may lose it. What is told twice
 * for lack of it n8n recognises by the deduplication key.
 */
export function startingPoint(mode: WorkflowActivateMode, note: IDataObject, now: number): number {
	if (mode === 'manual') return now - CLOCK_DIFFERENCE_MS;
	const resuming = isResuming(mode);
	const noted = Date.parse(String(note.lastEventAt));
	if (Number.isNaN(noted)) return now - (resuming ? WITHOUT_NOTE_MS : CLOCK_DIFFERENCE_MS);
	return Math.max(noted - OVERLAP_MS, now - (resuming ? LONGEST_OUTAGE_MS : LONGEST_PAUSE_MS));
}

/** Notes the time of the newest event that was told; with a workflow that was just published, of its publishing. */
export function noteTime(note: IDataObject, { time }: Pick<LifecycleEvent, 'time'>): void {
	if (typeof note.lastEventAt !== 'string' || note.lastEventAt < time) note.lastEventAt = time;
}
