import { listIn } from '../answers';
import type { GenesysClient } from '../client';
import { ROLES, type Conversation } from '../conversations/conversation';
import { asObject, asText, type JsonObject } from '../json';

export interface TranscriptMessage {
	role: 'customer' | 'agent' | 'bot';
	text: string;
	time: string; // ISO 8601; empty if Genesys Cloud doesn't return one.
}

const MAX_MESSAGES = 100; // The most recent ones. Genesys Cloud returns up to 1,000 texts per request.

/** Returns a conversation's most recent messages with text, oldest first. If Genesys Cloud doesn't return them, the transcript is empty and the workflow still runs. */
export async function readTranscript(client: GenesysClient, conversation: Conversation): Promise<TranscriptMessage[]> {
	const messages = messagesOf(conversation);
	if (messages.length === 0) return [];
	const path = `/api/v2/conversations/messages/${conversation.id}/messages/bulk`;
	const body = messages.map(({ id }) => id);
	const { body: entities = [] } = await client.attempt({ method: 'POST', path, body }, { what: 'Get messages', read: listIn('entities'), repeatable: true });
	const texts = new Map(entities.map((entity) => [asText(entity.id), textOf(entity)]));
	return messages.flatMap(({ id, role, at }) => {
		const text = texts.get(id);
		return text === undefined ? [] : [{ role, text, time: at === undefined ? '' : new Date(at).toISOString() }];
	});
}

function messagesOf({ participants }: Conversation) {
	const messages = participants.flatMap(({ purpose, messages: own }) => own.map((message) => ({ ...message, role: roleOf(purpose) })));
	return messages.sort((one, other) => (one.at ?? 0) - (other.at ?? 0)).slice(-MAX_MESSAGES);
}

/** Flows, bots, and messages sent by APIs all count as `bot`. */
function roleOf(purpose: string): TranscriptMessage['role'] {
	const role = Object.hasOwn(ROLES, purpose) ? ROLES[purpose] : undefined;
	return role === 'customer' || role === 'agent' ? role : 'bot';
}

/** Model `MessageData`. The SDK's current types no longer include `textBody`. */
function textOf({ textBody, normalizedMessage }: JsonObject): string | undefined {
	return asText(textBody) ?? asText(asObject(normalizedMessage)?.text);
}
