import type { Place } from './place.mts';

/** Something the package does, whatever the version of n8n. */
export interface Check {
	/** A sentence in the present tense without its subject, the package. It is a row of the table. */
	title: string;
	/** The reason not to run it in this n8n, or nothing. */
	notApplicable?: (place: Place) => string | undefined;
	/** Throws with the reason when the package does not do it. */
	run(place: Place): Promise<void>;
}

/** @throws Error with what was seen instead */
export function ensure(holds: boolean, seen: string): void {
	if (!holds) throw new Error(seen);
}
