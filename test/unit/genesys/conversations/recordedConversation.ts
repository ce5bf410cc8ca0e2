import { conversationBody, messageConversationBody, type Part } from './samples';

export interface Participant extends Part {
	id: string;
}

/** The conversation at one moment. */
interface Moment {
	/** Milliseconds since 1970. */
	at: number;
	/** Body of `v2.routing.queues.{id}.conversations.messages`. */
	frame: object;
	/** `GET /conversations/{id}`. */
	snapshot: object;
}

/**
 * A conversation with its own clock, whose participants come and go. It records what Genesys shows after each change:
 * the notification of the queue topic, and the result of a lookup.
 */
export class RecordedConversation {
	readonly moments: Moment[] = [];
	protected readonly participants: Participant[] = [];
	private now = Date.parse('2026-01-31T10:00:00.000Z');

	constructor(
		private readonly id: string,
		private readonly tickMs: number,
		startsAfterMs: number,
	) {
		this.now += startsAfterMs;
	}

	/** Its final state. */
	get snapshot(): object {
		return this.moments[this.moments.length - 1].snapshot;
	}

	protected tick(): string {
		this.now += this.tickMs;
		return new Date(this.now).toISOString();
	}

	protected join(part: Part): Participant {
		const participant = { ...part, id: `${this.id}-p${this.participants.length}` };
		this.participants.push(participant);
		return participant;
	}

	protected end(part: Participant, disconnectType: string): void {
		Object.assign(part, { state: 'disconnected', disconnectType, endTime: this.tick() });
	}

	protected last(purpose: string): Participant | undefined {
		return this.participants.findLast((part) => part.purpose === purpose);
	}

	protected present(purpose: string): Participant {
		const part = this.participants.findLast((one) => one.purpose === purpose && one.endTime === undefined);
		if (!part) throw new Error(`there is no ${purpose}`);
		return part;
	}

	protected frame(): void {
		const endTime = this.last('customer')?.endTime;
		const frame = messageConversationBody(this.participants, { id: this.id });
		const snapshot = conversationBody(this.participants, { id: this.id, ...(endTime !== undefined && { endTime }) });
		this.moments.push(structuredClone({ at: this.now, frame, snapshot }));
	}
}
