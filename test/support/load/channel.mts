import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { listen, type Listening } from '../listen.mts';

/** One message that came in at the customers' channel. */
export interface Arrival {
	customerId: string;
	messageId: string;
	text: string;
}

/** The customers' channel, which only counts: what arrived in which order, every repeat too. It takes a moment to answer. */
export async function startChannel(answerMs: number): Promise<Listening & { arrivals: Arrival[] }> {
	const arrivals: Arrival[] = [];
	const listening = await listen((request, answer) => {
		void (json(request) as Promise<Arrival>)
			.then(async ({ messageId, text }) => {
				arrivals.push({ customerId: decodeURIComponent(request.url?.split('/').at(-1) ?? ''), messageId, text });
				await delay(answerMs);
				answer.end('{}');
			})
			.catch(() => answer.destroy());
	});
	return { ...listening, arrivals };
}
