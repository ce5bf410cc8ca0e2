import { monotonicNow } from '../time';

/** The conversation that Genesys Cloud took a customer's message into. Times are milliseconds of a clock that is never set. */
interface OpenHandover {
	conversationId: string;
	integrationId: string;
	takenAt: number;
	/** When a look at it began that showed it open. */
	seenOpenAt: number;
}

/** A handover that is older is found by its conversation ID alone. */
const KEPT_MS = 10 * 60_000;
/** With more customers, the one who wrote longest ago is forgotten. */
const MAX_KEPT = 10_000;
/** How long a look counts: enough for a burst of messages or files, and the bot is back well within a second of the end. */
const FRESH_MS = 500;
/** Genesys Cloud shows a new conversation with a delay, which is not published. UNCONFIRMED. */
const SHOWN_WITHIN_MS = 60_000;

/**
 * The handovers that this process sent messages to a short while ago. It says which conversation to look at while the
 * workflow does not know its ID yet; whether it is open, Genesys Cloud says.
 */
export class OpenHandovers {
	private readonly byCustomer = new Map<string, OpenHandover>();

	constructor(private readonly now: () => number = monotonicNow) {}

	/** Genesys Cloud has taken a message of this customer. @param seenOpenAt when a look began that showed the conversation open */
	note(customer: string, taken: Pick<OpenHandover, 'conversationId' | 'integrationId'>, seenOpenAt = -Infinity): void {
		this.byCustomer.delete(customer);
		this.byCustomer.set(customer, { ...taken, takenAt: this.now(), seenOpenAt });
		if (this.byCustomer.size <= MAX_KEPT) return;
		const [oldest] = this.byCustomer.keys();
		this.byCustomer.delete(oldest);
	}

	/** The customer's handover of the last ten minutes. */
	of(customer: string): OpenHandover | undefined {
		const known = this.byCustomer.get(customer);
		if (known && this.now() - known.takenAt < KEPT_MS) return known;
		this.byCustomer.delete(customer);
		return undefined;
	}

	/** Was it seen open a moment ago? */
	isFresh({ seenOpenAt }: OpenHandover): boolean {
		return this.now() - seenOpenAt < FRESH_MS;
	}

	/** May Genesys Cloud still be making it? */
	isNew({ takenAt }: OpenHandover): boolean {
		return this.now() - takenAt < SHOWN_WITHIN_MS;
	}

	forget(customer: string): void {
		this.byCustomer.delete(customer);
	}

	/** An end was reported: the next message looks again. It may have been taken up again since. */
	doubt(conversationId: string): void {
		for (const known of this.byCustomer.values()) if (known.conversationId === conversationId) known.seenOpenAt = -Infinity;
	}
}
