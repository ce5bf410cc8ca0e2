import { remember } from '../freshCache';
import { monotonicNow } from '../time';

/** `seenOpenAt`: when the look began that last showed it open. Times are milliseconds of a monotonic clock. */
type OpenHandover = { conversationId: string; integrationId: string; takenAt: number; seenOpenAt: number };
const KEPT_MS = 10 * 60_000;
const MAX_KEPT = 10_000; // With more customers, the one who wrote longest ago is forgotten.
/** How long a look counts: enough for a burst of messages, and the bot is back within a second of the end. */
const FRESH_MS = 500;
const SHOWN_WITHIN_MS = 60_000; // Delay until Genesys Cloud shows a new conversation (UNCONFIRMED).

/** Which conversation to look at while the workflow does not know its ID yet. Whether it is open, Genesys Cloud says. */
export class OpenHandovers {
	private readonly byCustomer = new Map<string, OpenHandover>();
	constructor(private readonly now: () => number = monotonicNow) {}

	note(customer: string, taken: Pick<OpenHandover, 'conversationId' | 'integrationId'>, seenOpenAt = -Infinity): void {
		remember(this.byCustomer, customer, { ...taken, takenAt: this.now(), seenOpenAt }, MAX_KEPT);
	}

	/** Returns the customer's handover of the last ten minutes. */
	of(customer: string): OpenHandover | undefined {
		const known = this.byCustomer.get(customer);
		if (known && this.now() - known.takenAt < KEPT_MS) return known;
		this.byCustomer.delete(customer);
		return undefined;
	}

	isFresh({ seenOpenAt }: OpenHandover): boolean {
		return this.now() - seenOpenAt < FRESH_MS;
	}

	isNew({ takenAt }: OpenHandover): boolean {
		return this.now() - takenAt < SHOWN_WITHIN_MS;
	}

	forget(customer: string): void {
		this.byCustomer.delete(customer);
	}

	/** An end was reported, so the next message looks again: it may have been taken up again since. */
	doubt(conversationId: string): void {
		for (const known of this.byCustomer.values()) if (known.conversationId === conversationId) known.seenOpenAt = -Infinity;
	}
}
