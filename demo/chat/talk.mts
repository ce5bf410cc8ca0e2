import { randomUUID } from 'node:crypto';
import { askBot, type BotEvent } from './bot.mts';
import type { Histories } from './histories.mts';

/** What customers say to the bot's workflow. */
export interface Talk {
	/** Tells the workflow and shows its replies; false when that failed. */
	tell(event: Omit<BotEvent, 'name'>): Promise<boolean>;
	/** Tells the workflow that the customer has ended the chat, and notes it in these words; false when that failed. */
	end(customerId: string, words: string): Promise<boolean>;
	/** Remembers the customer's name. */
	introduce(customerId: string, name: string): void;
}

export function createTalk(histories: Histories, botUrl: string): Talk {
	const inTurn = oneAfterAnother();
	const names = new Map<string, string>();
	const talk: Talk = {
		async tell(event) {
			const { customerId } = event;
			try {
				const named = { ...event, name: names.get(customerId) ?? customerId };
				const replies = await inTurn(customerId, () => askBot(botUrl, named));
				replies.forEach((text, index) => {
					const messageId = `${event.messageId}.reply.${index + 1}`;
					histories.add(customerId, { messageId, sender: 'bot', text, attachments: [], time: now() });
				});
				return true;
			} catch {
				return false;
			}
		},
		async end(customerId, words) {
			const messageId = randomUUID();
			const isTaken = await talk.tell({ type: 'end', customerId, text: '', messageId, time: now() });
			if (isTaken) histories.add(customerId, { messageId, sender: 'system', text: words, attachments: [], time: now() });
			return isTaken;
		},
		introduce(customerId, name) {
			if (name) names.set(customerId, name);
		},
	};
	return talk;
}

function now(): string {
	return new Date().toISOString();
}

/** Runs the tasks of one customer one after another, so that quick messages reach the bot in the order written. */
function oneAfterAnother(): <T>(customerId: string, task: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (customerId, task) => {
		const done = (last.get(customerId) ?? Promise.resolve()).then(task, task);
		last.set(customerId, done);
		return done;
	};
}
