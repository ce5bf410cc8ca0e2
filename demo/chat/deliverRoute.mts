import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { LIFECYCLE_EVENTS, type Delivery, type LifecycleEvent } from './channel.mts';
import type { Entry } from './entry.mts';
import type { Histories } from './histories.mts';
import { BadRequestError, attachmentList, bodyOf, objectField, oneOf, textField, timeField } from './read.mts';

const SENDERS = ['agent', 'flow', 'bot', 'system'] as const;
const SENDER_OF = { agentMessage: 'agent', flowMessage: 'flow' } as const;
const EVENTS = [...LIFECYCLE_EVENTS, 'agentMessage', 'flowMessage', 'typing', 'receipt'] as const;

/** Default duration of the typing dots, in milliseconds. */
const TYPING_MS = 5_000;

/** `POST /deliver/:customerId`: shows a workflow's `Delivery` to the customer. */
export function deliverRoute(histories: Histories): Router {
	const router = Router();

	router.post('/deliver/:customerId', (request, response) => {
		const body = bodyOf(request.body);
		const event = oneOf(body, 'event', EVENTS);
		const { customerId } = request.params;
		if (event === 'typing') {
			const { typingMs = TYPING_MS } = body as Delivery;
			histories.signal(customerId, { kind: 'typing', ms: Number(typingMs) || TYPING_MS });
		} else if (event !== 'receipt') histories.add(customerId, entryOf(body, event));
		response.json({ delivered: true });
	});

	return router;
}

function entryOf(body: Record<string, unknown>, event: Exclude<Delivery['event'], 'typing' | 'receipt'>): Entry {
	const step = event === 'agentMessage' || event === 'flowMessage' ? undefined : event;
	const sender = oneOf(body, 'sender', SENDERS) ?? (event === 'agentMessage' || event === 'flowMessage' ? SENDER_OF[event] : step && 'system');
	if (!sender) throw new BadRequestError(`Send an "event", or a "sender": ${SENDERS.join(', ')}.`);
	const agentName = textField(body, 'agentName') || nameIn(body, 'agent');
	const structured = objectField(body, 'structured');
	const attachments = attachmentList(body['attachments']);
	const waiting = textField(body, 'waiting');
	const writtenAt = timeField(body, 'time');
	const text = textField(body, 'text') || (step ? wordsFor(step, agentName, nameIn(body, 'queue')) : '');
	if (!text && attachments.length === 0 && !structured && !step && !waiting) {
		throw new BadRequestError('Send "text", "attachments", or "structured".');
	}
	return {
		messageId: textField(body, 'messageId') || textField(body, 'deduplicationKey') || randomUUID(),
		sender,
		text,
		attachments,
		time: new Date().toISOString(),
		...(step && { event: step }),
		...(structured && { structured }),
		...(waiting && { waiting }),
		...(writtenAt && { writtenAt }),
		...(agentName && { agentName }),
	};
}

const nameIn = (body: Record<string, unknown>, field: string): string => textField(objectField(body, field) ?? {}, 'name');

/** Text of a lifecycle event for the customer. Empty if the customer shouldn't see it. */
function wordsFor(step: LifecycleEvent, agentName: string, queueName: string): string {
	const who = agentName || 'Your agent';
	const words: Record<LifecycleEvent, string> = {
		queued: queueName ? `You are in line for ${queueName}.` : 'You are in line for an agent.',
		agentJoined: `${agentName || 'An agent'} has joined the chat.`,
		agentDeclined: '',
		agentLeft: `${who} has left the chat.`,
		transferred: `${who} has transferred the chat.`,
		conversationEnded: 'The chat with our agent has ended. The bot is back.',
	};
	return words[step];
}
