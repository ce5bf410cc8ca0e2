import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { createHistories } from '../../../demo/chat/histories.mts';
import { listen, type Listening } from '../listen.mts';

/** One message that arrived at the customers' channel. */
interface Arrival {
	customerId: string;
	messageId: string;
	text: string;
	/** ISO 8601: when the agent wrote it. */
	time: string;
}

/** The customers' channel: counts every message that it accepts, including repeats, and shows them as the chat page does. */
export interface Channel extends Listening {
	/** What it accepted, in this order. */
	readonly arrivals: readonly Arrival[];
	/** The texts that each customer sees, from top to bottom. */
	seen(): string[][];
}

/**
 * Stores a message after half of its time and responds after the other half. A sender that dies in the first half has
 * not delivered it; one that dies in the second half doesn't know that it has.
 * @param answerMs how long it takes for a message, in milliseconds, by the number that it started before
 */
export async function startChannel(answerMs: (begun: number) => number): Promise<Channel> {
	const arrivals: Arrival[] = [];
	let begun = 0;
	const histories = createHistories();
	const customers = new Set<string>();
	const take = async (customerId: string, message: Omit<Arrival, 'customerId'>, isThere: () => boolean): Promise<void> => {
		const { messageId, text, time } = message;
		const half = answerMs(begun++) / 2;
		await delay(half);
		if (!isThere()) return;
		arrivals.push({ customerId, ...message });
		customers.add(customerId);
		histories.add(customerId, { messageId, sender: 'agent', text, attachments: [], time, writtenAt: time });
		await delay(half);
	};
	const listening = await listen((request, answer) => {
		const customerId = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
		void (json(request) as Promise<Arrival>)
			.then(async (message) => await take(customerId, message, () => !request.socket.destroyed))
			.then(() => answer.end('{}'))
			.catch(() => answer.destroy());
	});
	return {
		...listening,
		arrivals,
		seen: () => [...customers].map((customerId) => histories.list(customerId).map(({ text }) => text)),
	};
}
