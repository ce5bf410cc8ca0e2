import { createHash } from 'node:crypto';
import { ExecutionCancelledError, UserError, type IDataObject, type IRun, type ITriggerFunctions } from 'n8n-workflow';
import type { LifecycleEvent } from '../../genesys/conversations/lifecycle';
import type { Lifetime } from '../../genesys/notifications/lifetime';

const FIRST_PAUSE_MS = 1_000; // First pause before an event is emitted again; doubled each time, up to the longest.
const LONGEST_PAUSE_MS = 5 * 60_000;
const MAX_TRIES = 20; // Per event, which takes an hour.
const REFUSED_WITHIN_MS = 60_000; // An event that n8n hasn't rejected after this time is stored and running.
/** n8n's message if the execution ended before anything waited for it: it was stored. */
const OVER_BEFORE = 'No active execution found';
/** Hashes of keys kept for n8n versions without keys: far more than can repeat after a restart. */
const MAX_KEYS = 1_000;

/**
 * Emits events to n8n, one execution each, and retries events that n8n failed to store, such as while its database is down.
 * n8n stores a deduplication key with the execution and accepts each key once, even across restarts, so a retry of a stored
 * event is harmless. n8n before 2.31 supports no keys and doesn't report what it failed to store.
 */
export class Emission {
	private waiting = 0; // Events to be emitted again.
	private mayAsk = true; // n8n's Engine 2.0 doesn't report an execution's outcome.

	/** @param note the workflow's static data, which n8n saves with each execution */
	constructor(
		private readonly context: ITriggerFunctions,
		private readonly lifetime: Lifetime,
		private readonly note: IDataObject,
		private readonly log: (text: string) => void,
	) {}

	/** Are there events that n8n hasn't stored? */
	get isBehind(): boolean {
		return this.waiting > 0;
	}

	/** Never rejects; resolves once n8n has run the workflow, after the last try, or once the trigger is closed. */
	async emit(event: LifecycleEvent): Promise<void> {
		const { lifetime, log, context } = this;
		// n8n 1.123 and 2.8 don't have the fourth parameter, the key.
		if (context.emit.length === 3) return this.emitWithoutKey(event);
		const what = `${event.event} of conversation ${event.conversationId}`;
		let isStored = await this.isStored(event);
		for (let tries = 1, pause = FIRST_PAUSE_MS; !isStored && !lifetime.isOver; tries++, pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
			if (tries >= MAX_TRIES) return log(`n8n couldn't store ${what} in ${MAX_TRIES} tries. The event is dropped.`);
			log(`n8n couldn't store ${what}; its log contains the reason. Retrying in ${pause} ms.`);
			this.waiting++;
			const stored = (await lifetime.pause(pause)) && this.isStored(event);
			await Promise.race([stored, lifetime.pause(REFUSED_WITHIN_MS)]);
			this.waiting--;
			isStored = await stored;
		}
	}

	private emitWithoutKey(event: LifecycleEvent): void {
		const key = createHash('sha256').update(event.deduplicationKey).digest('base64url').slice(0, 12);
		const emitted = Array.isArray(this.note.emitted) ? this.note.emitted.map(String) : [];
		if (emitted.includes(key)) return;
		this.note.emitted = [...emitted, key].slice(-MAX_KEYS);
		this.context.emit([[{ json: { ...event } as IDataObject }]]);
	}

	/** False if n8n stored no execution. The outcome of a stored one is up to the workflow. */
	private async isStored(event: LifecycleEvent): Promise<boolean> {
		const { context, mayAsk } = this;
		try {
			const done = mayAsk ? context.helpers.createDeferredPromise<IRun>() : undefined;
			const key = [context.getWorkflow().id, context.getNode().id, event.deduplicationKey].join('/');
			context.emit([[{ json: { ...event } as IDataObject }]], undefined, done, key);
			// Resolves without a run for a key that n8n has already accepted.
			await done?.promise;
			return true;
		} catch (error) {
			if (mayAsk && error instanceof UserError) {
				this.mayAsk = false;
				return await this.isStored(event);
			}
			return error instanceof ExecutionCancelledError || (error instanceof Error && error.message === OVER_BEFORE);
		}
	}
}
