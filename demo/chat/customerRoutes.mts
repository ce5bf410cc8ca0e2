import { randomUUID } from 'node:crypto';
import { Router, type Request } from 'express';
import type { Histories } from './histories.mts';
import { BadRequestError, attachmentList, bodyOf, buttonResponseIn, textField } from './read.mts';
import type { Talk } from './talk.mts';

type CustomerRequest = Request<{ customerId: string }>;

const NOT_TAKEN = "The message didn't reach the bot. Try again.";

/** The API of the customer's page: write, type, end the chat, and read the history. */
export function customerRoutes(histories: Histories, talk: Talk): Router {
	const router = Router();

	router.post('/customers/:customerId/messages', async (request: CustomerRequest, response) => {
		const { customerId } = request.params;
		const body = bodyOf(request.body);
		const buttonResponse = buttonResponseIn(body);
		const text = textField(body, 'text').trim() || (buttonResponse?.text ?? '');
		const attachments = attachmentList(body['attachment'] ? [body['attachment']] : []);
		if (text === '' && attachments.length === 0) throw new BadRequestError('Send "text" or an "attachment".');
		const messageId = textField(body, 'messageId') || randomUUID();

		const isNew = histories.add(customerId, {
			messageId, sender: 'customer', text, attachments, time: now(), status: 'sending', ...(buttonResponse && { buttonResponse }),
		});
		const entry = histories.find(customerId, messageId);
		// Repeating the ID retries a failed message. A message that is being sent or was sent isn't sent twice.
		if (!entry || entry.sender !== 'customer' || (!isNew && entry.status !== 'failed')) {
			return void response.json({ messageId, status: entry?.status ?? 'sent' });
		}
		if (!isNew) histories.setStatus(customerId, messageId, 'sending');

		talk.introduce(customerId, textField(body, 'name'));
		const isTaken = await talk.tell({
			type: 'message',
			customerId,
			text: entry.text,
			...(entry.attachments.length > 0 && { attachments: entry.attachments }),
			...(entry.buttonResponse && { buttonResponse: entry.buttonResponse }),
			messageId,
			time: entry.time,
		});
		histories.setStatus(customerId, messageId, isTaken ? 'sent' : 'failed');
		if (!isTaken) return void response.status(502).json({ message: NOT_TAKEN, messageId, status: 'failed' });
		response.json({ messageId, status: 'sent' });
	});

	router.post('/customers/:customerId/typing', async (request: CustomerRequest, response) => {
		await talk.type(request.params.customerId);
		response.json({});
	});

	router.post('/customers/:customerId/end', async (request: CustomerRequest, response) => {
		const { customerId } = request.params;
		talk.introduce(customerId, textField(bodyOf(request.body ?? {}), 'name'));
		const isTaken = await talk.end(customerId, 'You ended the chat.');
		if (!isTaken) return void response.status(502).json({ message: "The chat couldn't be ended. Try again." });
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
