import { setTimeout as delay } from 'node:timers/promises';
import { callSimulator } from './simulator.mts';

/** A scripted customer and agent: what they do and what they see. */

/** One bubble of the customer's chat page. */
export interface Bubble {
	sender: 'customer' | 'bot' | 'agent' | 'flow' | 'system';
	text?: string;
	messageId?: string;
	/** ISO 8601: when it became visible. */
	time: string;
	status?: string;
	attachments?: Array<{ url: string }>;
}

export interface Customer {
	readonly id: string;
	say(text: string): Promise<void>;
	/** Repeats a message, as a channel does if it doesn't know whether the message arrived. */
	say(text: string, messageId: string): Promise<void>;
	end(): Promise<void>;
	bubbles(): Promise<Bubble[]>;
	/** Whether these words were written by the bot, an agent, or the system. */
	sees(words: string): Promise<boolean>;
}

export function customerOf(chatUrl: string, id: string, name = 'Ada'): Customer {
	const url = `${chatUrl}/customers/${encodeURIComponent(id)}`;
	const bubbles = async () => (await request<{ messages: Bubble[] }>('GET', `${url}/messages`)).messages;
	return {
		id,
		say: async (text, messageId?: string) => await request('POST', `${url}/messages`, { text, name, messageId }),
		end: async () => await request('POST', `${url}/end`, {}),
		bubbles,
		sees: async (words) => (await bubbles()).some(({ sender, text }) => sender !== 'customer' && text?.includes(words)),
	};
}

/** A chat as the simulator's agent desk shows it. */
export interface DeskChat {
	id: string;
	state: 'flow' | 'queued' | 'alerting' | 'connected' | 'ended';
	/** Agents who are connected or being alerted. */
	agents: Array<{ id: string; name: string; state: string }>;
	customer: { id: string; name: string; attributes: Record<string, string> };
	messages: Array<{
		id: string;
		from: 'customer' | 'agent' | 'flow';
		text?: string;
		attachments: Array<{ url: string; filename?: string; mime?: string }>;
		/** Delivery status of a message to the customer, and the reason. */
		delivery?: string;
		deliveryDetail?: string;
	}>;
}

export interface Desk {
	chatsOf(customer: Pick<Customer, 'id'>): Promise<DeskChat[]>;
	/** Whether the desk shows these words of the customer. */
	shows(customer: Pick<Customer, 'id'>, words: string): Promise<boolean>;
	/** `accept`, `decline`, `end`, `transfer`, `typing`, `messages` … */
	act(chat: DeskChat, action: string, body?: object): Promise<void>;
}

export function deskOf(simulatorUrl: string): Desk {
	const chatsOf: Desk['chatsOf'] = async (customer) => {
		const { conversations } = await callSimulator<{ conversations: DeskChat[] }>(simulatorUrl, 'GET', '/simulator/state');
		return conversations.filter((chat) => chat.customer.id === customer.id);
	};
	return {
		chatsOf,
		shows: async (customer, words) =>
			(await chatsOf(customer)).some(({ messages }) => messages.some(({ from, text }) => from === 'customer' && text?.includes(words))),
		act: async (chat, action, body = {}) => {
			await callSimulator(simulatorUrl, 'POST', `/simulator/conversations/${chat.id}/${action}`, body);
		},
	};
}

const LOOK_AGAIN_MS = 150;

/**
 * Polls until `look` returns something, and returns it.
 * @throws Error with `what` on a timeout
 */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>, timeoutMs = 30_000): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > deadline) throw new Error(`Not seen within ${timeoutMs / 1000} s: ${what}`);
		await delay(LOOK_AGAIN_MS);
	}
}

async function request<T>(method: string, url: string, body?: object): Promise<T> {
	const response = await fetch(url, {
		method,
		headers: { 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`${url} returned ${response.status}: ${await response.text()}`);
	return (await response.json()) as T;
}
