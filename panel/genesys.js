import { call } from './call.js';
import { config, conversationId } from './config.js';

/**
 * Models `Conversation` and `Participant`, as far as the panel looks at them: a communication's ID, state and messages.
 *
 * @typedef {{ purpose?: string, userId?: string, messages?: Array<{ id: string, state?: string, messages?: object[] }> }} Participant
 * @typedef {{ participants?: Participant[] }} Conversation
 */

const API = `${config.apiOrigin}/api/v2`;
const ID = encodeURIComponent(conversationId);

/** @returns {Promise<Conversation>} */
export const getConversation = () => call(`${API}/conversations/${ID}`);

/**
 * @param {Conversation} conversation
 * @param {(participant: Participant) => boolean} isWanted
 */
const partsOf = ({ participants = [] }, isWanted) =>
	participants.filter(isWanted).flatMap(({ messages = [] }) => messages);

/** @param {Participant} participant */
const isCustomer = ({ purpose }) => purpose === 'customer';

/**
 * How many messages the customer has written.
 *
 * @param {Conversation} conversation
 */
export const customerMessages = (conversation) =>
	partsOf(conversation, isCustomer).reduce((sum, { messages = [] }) => sum + messages.length, 0);

/**
 * It ends with the customer's last part, never with an agent's.
 *
 * @param {Conversation} conversation
 */
export function hasEnded(conversation) {
	const parts = partsOf(conversation, isCustomer);
	return parts.length > 0 && parts.every(({ state }) => state === 'disconnected' || state === 'terminated');
}

/** @type {string | undefined} */
let userId;

/**
 * Sends a text to the customer as this agent's own message.
 *
 * @param {string} text
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
	} catch (/** @type {any} */ { status }) {
		throw new Error(refusal(status));
	}
}

/** @param {number} status 0 when nothing was answered */
function refusal(status) {
	if (status === 429) return 'Genesys Cloud accepts no more messages right now. Wait a minute, then send it again.';
	if (status === 0 || status >= 500) return 'Genesys Cloud did not confirm the message. Look into the chat before you send it again: it may have arrived.';
	return `Genesys Cloud rejected the message (${status}). Copy the text and send it in the chat.`;
}
