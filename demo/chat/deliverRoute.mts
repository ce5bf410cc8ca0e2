import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { DELIVERED_SENDERS } from './entry.mts';
import type { Histories } from './histories.mts';
import { BadRequestError, attachmentList, bodyOf, textField, timeField } from './read.mts';

/**
 * `POST /deliver/:customerId`: what a workflow wants the customer to see, `{ sender, text, attachments?, messageId?,
 * time?, agentName? }`. Genesys Cloud delivers again when an answer comes late: a repeated `messageId` is not shown
 * twice, and a message that comes late is shown where its `time` belongs.
 */
export function deliverRoute(histories: Histories): Router {
	const router = Router();

	router.post('/deliver/:customerId', (request, response) => {
		const body = bodyOf(request.body);
		const sender = DELIVERED_SENDERS.find((known) => known === body['sender']);
		if (!sender) throw new BadRequestError(`"sender" has to be one of ${DELIVERED_SENDERS.join(', ')}.`);
		const text = textField(body, 'text');
		const attachments = attachmentList(body['attachments']);
		if (text === '' && attachments.length === 0) throw new BadRequestError('Send a "text" or "attachments".');
		const agentName = textField(body, 'agentName');
		const writtenAt = timeField(body, 'time');

		histories.add(request.params.customerId, {
			messageId: textField(body, 'messageId') || randomUUID(),
			sender,
			text,
			attachments,
			time: new Date().toISOString(),
			...(writtenAt && { writtenAt }),
			...(agentName && { agentName }),
		});
		response.json({ delivered: true });
	});

	return router;
}
