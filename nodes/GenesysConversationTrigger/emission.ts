import { createHash } from 'node:crypto';
import { ExecutionCancelledError, UserError, type IDataObject, type IRun, type ITriggerFunctions } from 'n8n-workflow';
import type { LifecycleEvent } from '../../genesys/conversations/lifecycle';
import type { Lifetime } from '../../genesys/notifications/lifetime';

const FIRST_PAUSE_MS = 1_000; // First pause before an event is emitted again; doubled each time, up to the longest.
const LONGEST_PAUSE_MS = 5 * 60_000;
const MAX_TRIES = 20; // Maximum tries per event, which take an hour.
const REFUSED_WITHIN_MS = 60_000; // An event that n8n has not rejected after this time is stored and runs.
/** n8n's message when the execution ended before it was waited for: it has been stored. */
const OVER_BEFORE = 'No active execution found';
/** Hashes of keys kept for an n8n that takes none: far more than can be emitted again after a restart. */
const MAX_KEYS = 1_000;

/**
 * Emits events to n8n, one execution each, and retries events that n8n failed to store, such as while its database is down.
 * n8n stores a deduplication key with the execution and takes each key once, also after a restart, so emitting again an
 * event that was stored after all does no harm. n8n before 2.31 takes no keys and does not report what it failed to store.
 */
export class Emission {
	private waiting = 0; // Events to be emitted again.
	private mayAsk = true; // n8n's Engine 2.0 refuses to report what becomes of an execution.

	/** @param note the workflow's static data, which n8n saves with each execution */
	constructor(
		private readonly context: ITriggerFunctions,
		private readonly lifetime: Lifetime,
		private readonly note: IDataObject,
		private readonly log: (text: string) => void,
	) {}

	/** Are there events that n8n has not stored? */
	get isBehind(): boolean {
		return this.waiting > 0;
	}

	/** Never rejects; resolves when n8n has run the workflow, after the last try, or when the trigger is closed. */
	async give(event: LifecycleEvent): Promise<void> {
		const { lifetime, log, context } = this;
		// In n8n 1.123 and 2.8 the key, the fourth parameter, is not there yet.
		if (context.emit.length === 3) return this.giveWithoutKey(event);
		const what = `${event.event} of conversation ${event.conversationId}`;
		let isTaken = await this.isTaken(event);
		for (let tries = 1, pause = FIRST_PAUSE_MS; !isTaken && !lifetime.isOver; tries++, pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
			if (tries >= MAX_TRIES) return log(`n8n could not take ${what} in ${MAX_TRIES} tries, and is not given it any more`);
			log(`n8n could not take ${what}, for a reason in its own log, and is given it again in ${pause} ms`);
			this.waiting++;
			const taken = (await lifetime.pause(pause)) && this.isTaken(event);
			await Promise.race([taken, lifetime.pause(REFUSED_WITHIN_MS)]);
			this.waiting--;
			isTaken = await taken;
		}
	}

	private giveWithoutKey(event: LifecycleEvent): void {
		const key = createHash('sha256').update(event.deduplicationKey).digest('base64url').slice(0, 12);
		const emitted = Array.isArray(this.note.emitted) ? this.note.emitted.map(String) : [];
		if (emitted.includes(key)) return;
		this.note.emitted = [...emitted, key].slice(-MAX_KEYS);
		this.context.emit([[{ json: { ...event } as IDataObject }]]);
	}

	/** False when n8n has stored no execution. The outcome of a stored one is the workflow's own concern. */
	private async isTaken(event: LifecycleEvent): Promise<boolean> {
		const { context, mayAsk } = this;
		try {
			const done = mayAsk ? context.helpers.createDeferredPromise<IRun>() : undefined;
			const key = [context.getWorkflow().id, context.getNode().id, event.deduplicationKey].join('/');
			context.emit([[{ json: { ...event } as IDataObject }]], undefined, done, key);
			// Resolves without a run for a key that n8n has taken before.
			await done?.promise;
			return true;
		} catch (error) {
			if (mayAsk && error instanceof UserError) {
				this.mayAsk = false;
				return await this.isTaken(event);
			}
			return error instanceof ExecutionCancelledError || (error instanceof Error && error.message === OVER_BEFORE);
		}
	}
}
