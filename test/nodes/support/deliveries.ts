import { HmacSHA256, enc } from 'crypto-js';
import type { IDataObject } from 'n8n-workflow';
import { CONVERSATION, INTEGRATION } from './ids';
import { SECRET } from './storedCredential';

/** Time of the messages in a test file. */
export const WRITTEN_AT = new Date().toISOString();

let counter = 0;

/** An agent's message as Genesys Cloud posts it to the webhook, each with its own ID. */
export function agentMessage(changes: IDataObject = {}): IDataObject {
	const id = `message-${++counter}`;
	return {
		id,
		channel: {
			id: INTEGRATION,
			platform: 'Open',
			type: 'Private',
			to: { id: 'customer-42', idType: 'Opaque' },
			from: { nickname: 'Web chat', id: INTEGRATION, idType: 'Opaque' },
			time: WRITTEN_AT,
			messageId: id,
		},
		type: 'Text',
		text: 'Hello, this is Grace',
		content: [],
		originatingEntity: 'Human',
		direction: 'Outbound',
		conversationId: CONVERSATION,
		...changes,
	};
}

/** Signed with an HMAC that shares no code with the package: `sha256=` and base64. */
export function signatureOf(body: string, secret = SECRET): string {
	return `sha256=${HmacSHA256(body, secret).toString(enc.Base64)}`;
}

export const flowMessage = () => agentMessage({ originatingEntity: 'Bot', text: 'You are number 3 in the queue' });

export const typing = () =>
	agentMessage({
		type: 'Event',
		text: undefined,
		originatingEntity: undefined,
		events: [{ eventType: 'Typing', typing: { type: 'On', duration: 5000 } }],
	});

export const receipt = (status = 'Delivered') =>
	agentMessage({
		id: 'message-of-receipt',
		type: 'Receipt',
		text: undefined,
		originatingEntity: undefined,
		status,
		reasons: [],
		isFinalReceipt: true,
	});

/** A receipt for the customer's own message, with sender and recipient swapped. */
export const receiptOfCustomer = () => {
	const { channel, ...rest } = receipt();
	const { to, from } = channel as IDataObject;
	return { ...rest, channel: { ...(channel as IDataObject), to: from, from: to } };
};
