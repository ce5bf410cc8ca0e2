import { remember } from '../freshCache';
import { isSameId } from '../ids';
import { monotonicNow } from '../time';

/** `messageId` is Genesys' ID of the last message. */
type Taken = { conversationId: string; integrationId: string; messageId?: string };
/** `seenOpenAt`: start of the last lookup that showed it as open. Times are milliseconds of a monotonic clock. */
export type OpenHandover = Taken & { takenAt: number; seenOpenAt: number };
const KEPT_MS = 10 * 60_000;
const MAX_KEPT = 10_000; // Beyond this, the customer with the oldest message is forgotten.
/** How long a lookup is valid: enough for a burst of messages, and the bot is back within a second of the end. */
const FRESH_MS = 500;
const SHOWN_WITHIN_MS = 60_000; // Delay until Genesys Cloud shows a new conversation (UNCONFIRMED).

/** Conversations to look up while the workflow doesn't know the ID yet. Only Genesys Cloud knows whether they're open. */
export class OpenHandovers {
	private readonly byCustomer = new Map<string, OpenHandover[]>(); // One per customer and integration.
	constructor(private readonly now: () => number = monotonicNow) {}

	note(customer: string, taken: Taken, seenOpenAt = -Infinity): void {
		const all = [...this.others(customer, taken.integrationId), { ...taken, takenAt: this.now(), seenOpenAt }];
		remember(this.byCustomer, customer, all, MAX_KEPT);
	}

	/** Returns the customer's handover in the last ten minutes, on this integration or on any. */
	of(customer: string, integrationId?: string): OpenHandover | undefined {
		const others = integrationId === undefined ? [] : this.others(customer, integrationId);
		const isKnown = (one: OpenHandover) => this.now() - one.takenAt < KEPT_MS && !others.includes(one);
		return this.byCustomer.get(customer)?.find(isKnown);
	}

	isFresh({ seenOpenAt }: OpenHandover): boolean {
		return this.now() - seenOpenAt < FRESH_MS;
	}

	isNew({ takenAt }: OpenHandover): boolean {
		return this.now() - takenAt < SHOWN_WITHIN_MS;
	}

	forget(customer: string, integrationId: string): void {
		const others = this.others(customer, integrationId);
		if (others.length > 0) this.byCustomer.set(customer, others);
		else this.byCustomer.delete(customer);
	}

	/** An end was reported, so the next message looks it up again: it may have been reopened since. */
	doubt(conversationId: string): void {
		for (const known of [...this.byCustomer.values()].flat()) if (known.conversationId === conversationId) known.seenOpenAt = -Infinity;
	}

	private others(customer: string, integrationId: string): OpenHandover[] {
		const known = this.byCustomer.get(customer) ?? [];
		return known.filter((one) => !isSameId(one.integrationId, integrationId));
	}
}
