import { call } from './call.js';
import { config, conversationId } from './config.js';

const API = `${config.apiOrigin}/api/v2`;
const ID = encodeURIComponent(conversationId);

/** Model `Conversation`. The state of a message communication, its ID and its messages are in `participants[].messages[]`. */
export const getConversation = () => call(`${API}/conversations/${ID}`);

const partsOf = ({ participants = [] }, isWanted) =>
	participants.filter(isWanted).flatMap(({ messages = [] }) => messages);
const isCustomer = ({ purpose }) => purpose === 'customer';

/** How many messages the customer has written. */
export const customerMessages = (conversation) =>
	partsOf(conversation, isCustomer).reduce((sum, { messages = [] }) => sum + messages.length, 0);

/** It ends with the customer's last part, never with an agent's. */
export function hasEnded(conversation) {
	const parts = partsOf(conversation, isCustomer);
	return parts.length > 0 && parts.every(({ state }) => state === 'disconnected' || state === 'terminated');
}

let userId;

/**
 * Sends a text to the customer as this agent's own message.
 *
 * @throws {Error} whose message says what to do
 */
export async function sendMessage(text) {
	let part;
	try {
		userId ??= (await call(`${API}/users/me`)).id;
		const own = partsOf(await getConversation(), (participant) => participant.userId === userId);
		part = own.find(({ state }) => state === 'connected');
	} catch {
		throw new Error('Genesys Cloud cannot be reached, so nothing was sent. Try again.');
	}
	if (!part) throw new Error('You are not connected to this conversation, so you cannot send to it. Accept it first, or copy the text.');
	try {
		await call(`${API}/conversations/messages/${ID}/communications/${encodeURIComponent(part.id)}/messages`, () => ({ textBody: text }));
	} catch ({ status }) {
		throw new Error(refusal(status));
	}
}

function refusal(status) {
	if (status === 429) return 'Genesys Cloud accepts no more messages right now. Wait a minute, then send it again.';
	if (!status || status >= 500) return 'Genesys Cloud did not confirm the message. Look into the chat before you send it again: it may have arrived.';
	return `Genesys Cloud rejected the message (${status}). Copy the text and send it in the chat.`;
}
