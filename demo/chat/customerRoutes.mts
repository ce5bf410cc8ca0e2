import { randomUUID } from 'node:crypto';
import { Router, type Request } from 'express';
import { askBot, type BotEvent } from './bot.mts';
import type { Histories } from './histories.mts';
import { BadRequestError, attachmentList, bodyOf, textField } from './read.mts';

type CustomerRequest = Request<{ customerId: string }>;

const NOT_TAKEN = 'The message did not reach the bot. Try again.';

/** What the customer's page calls: write, end the chat, read the history. */
export function customerRoutes(histories: Histories, botUrl: string): Router {
	const router = Router();
	const inTurn = oneAfterAnother();
	const names = new Map<string, string>();

	/** Tells the bot's workflow and shows its replies; false when that failed. */
	async function tellBot(event: BotEvent): Promise<boolean> {
		try {
			const replies = await inTurn(event.customerId, () => askBot(botUrl, event));
			replies.forEach((text, index) => {
				const messageId = `${event.messageId}.reply.${index + 1}`;
				histories.add(event.customerId, { messageId, sender: 'bot', text, attachments: [], time: now() });
			});
			return true;
		} catch {
			return false;
		}
	}

	function nameOf(customerId: string, given: string): string {
		if (given) names.set(customerId, given);
		return names.get(customerId) ?? customerId;
	}

	router.post('/customers/:customerId/messages', async (request: CustomerRequest, response) => {
		const { customerId } = request.params;
		const body = bodyOf(request.body);
		const text = textField(body, 'text').trim();
		const attachments = attachmentList(body['attachment'] ? [body['attachment']] : []);
		if (text === '' && attachments.length === 0) throw new BadRequestError('Send a "text" or an "attachment".');
		const messageId = textField(body, 'messageId') || randomUUID();

		const isNew = histories.add(customerId, {
			messageId, sender: 'customer', text, attachments, time: now(), status: 'sending',
		});
		const entry = histories.find(customerId, messageId);
		// The same id again is a second try of a failed message; one that is under way or done is not sent twice.
		if (!entry || entry.sender !== 'customer' || (!isNew && entry.status !== 'failed')) {
			return void response.json({ messageId, status: entry?.status ?? 'sent' });
		}
		if (!isNew) histories.setStatus(customerId, messageId, 'sending');

		const isTaken = await tellBot({
			type: 'message',
			customerId,
			name: nameOf(customerId, textField(body, 'name')),
			text: entry.text,
			...(entry.attachments.length > 0 && { attachments: entry.attachments }),
			messageId,
			time: entry.time,
		});
		histories.setStatus(customerId, messageId, isTaken ? 'sent' : 'failed');
		if (!isTaken) return void response.status(502).json({ message: NOT_TAKEN, messageId, status: 'failed' });
		response.json({ messageId, status: 'sent' });
	});

	router.post('/customers/:customerId/end', async (request: CustomerRequest, response) => {
		const { customerId } = request.params;
		const name = nameOf(customerId, textField(bodyOf(request.body ?? {}), 'name'));
		const messageId = randomUUID();
		const isTaken = await tellBot({ type: 'end', customerId, name, text: '', messageId, time: now() });
		if (!isTaken) return void response.status(502).json({ message: 'The chat could not be ended. Try again.' });
		histories.add(customerId, {
			messageId, sender: 'system', text: 'You ended the chat.', attachments: [], time: now(),
		});
		response.json({ ended: true });
	});

	router.get('/customers/:customerId/messages', (request: CustomerRequest, response) => {
		response.json({ messages: histories.list(request.params.customerId) });
	});

	return router;
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
