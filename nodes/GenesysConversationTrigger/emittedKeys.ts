import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

/** Far more than can be emitted again after a restart, which goes back a quarter of an hour. */
const MAX_KEPT = 1_000;

/**
 * Keys of emitted events in the workflow's static data, which n8n saves with each execution: for n8n versions that do not
 * recognize a key themselves. A part of each key's hash is enough.
 */
export class EmittedKeys {
	private readonly kept: string[];

	constructor(private readonly note: IDataObject) {
		this.kept = Array.isArray(note.emitted) ? note.emitted.map(String) : [];
	}

	/** Adds a key; returns false for one that is already there. */
	add(key: string): boolean {
		const short = createHash('sha256').update(key).digest('base64url').slice(0, 12);
		if (this.kept.includes(short)) return false;
		this.kept.push(short);
		this.kept.splice(0, this.kept.length - MAX_KEPT);
		this.note.emitted = [...this.kept];
		return true;
	}
}
