import { randomUUID } from 'node:crypto';
import { askBot, reportTyping } from './bot.mts';
import type { CustomerEvent } from './channel.mts';
import type { StoredEntry } from './entry.mts';
import type { Histories } from './histories.mts';

/** Sends the customers' actions to the bot's workflow. */
export interface Talk {
	/** Sends a message to the workflow and shows its replies. Returns false on failure. */
	tell(event: Omit<CustomerEvent, 'name'>): Promise<boolean>;
	/** Reports to the workflow that the customer ended the chat, and shows this text if that ended a handover. Returns false on failure. */
	end(customerId: string, words: string): Promise<boolean>;
	/** Reports to the workflow that the customer is typing. */
	type(customerId: string): Promise<void>;
	/** Remembers the customer's name. */
	introduce(customerId: string, name: string): void;
}

export function createTalk(histories: Histories, botUrl: string): Talk {
	const inTurn = oneAfterAnother();
	const names = new Map<string, string>();
	const nameOf = (customerId: string) => names.get(customerId) ?? customerId;
	const talk: Talk = {
		async tell(event) {
			const { customerId, messageId: answers } = event;
			try {
				const { replies, waiting } = await inTurn(customerId, () => askBot(botUrl, { ...event, name: nameOf(customerId) }));
				// If the customer waits but the bot sent no text, an entry without text records the wait.
				const texts = replies.length === 0 && waiting ? [''] : replies;
				texts.forEach((text, index) => {
					const messageId = `${answers}.reply.${index + 1}`;
					histories.add(customerId, { messageId, sender: 'bot', text, attachments: [], answers, time: now(), ...(waiting && { waiting }) });
				});
				return true;
			} catch {
				return false;
			}
		},
		async end(customerId, words) {
			const messageId = randomUUID();
			const isHandover = isHandedOver(histories.list(customerId));
			const isTaken = await talk.tell({ type: 'end', customerId, text: '', messageId, time: now() });
			if (isTaken && isHandover) histories.add(customerId, { messageId, sender: 'system', event: 'conversationEnded', text: words, attachments: [], time: now() });
			return isTaken;
		},
		type: async (customerId) => await reportTyping(botUrl, { customerId, name: nameOf(customerId) }),
		introduce(customerId, name) {
			if (name) names.set(customerId, name);
		},
	};
	return talk;
}

/** Whether the customer waits for an agent or talks to one. */
function isHandedOver(entries: StoredEntry[]): boolean {
	const last = entries.findLast(({ sender, waiting }) => waiting !== undefined || (sender !== 'customer' && sender !== 'bot'));
	return last !== undefined && last.event !== 'conversationEnded';
}

function now(): string {
	return new Date().toISOString();
}

/** Runs each customer's tasks one at a time, so that messages reach the bot in order. */
function oneAfterAnother(): <T>(customerId: string, task: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (customerId, task) => {
		const done = (last.get(customerId) ?? Promise.resolve()).then(task, task);
		last.set(customerId, done);
		return done;
	};
}
