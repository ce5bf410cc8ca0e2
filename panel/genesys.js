import { call } from './call.js';
import { config, conversationId } from './config.js';

/**
 * The parts of the models `Conversation` and `Participant` that the panel uses.
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
 * Number of messages that the customer has sent.
 *
 * @param {Conversation} conversation
 */
export const customerMessages = (conversation) =>
	partsOf(conversation, isCustomer).reduce((sum, { messages = [] }) => sum + messages.length, 0);

/**
 * A conversation ends when all of the customer's communications have ended, regardless of the agents'.
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
 * Sends a text to the customer as the agent's message.
 *
 * @param {string} text
 * @throws {Error} with a message for the agent
 */
export async function sendMessage(text) {
	let part;
	try {
		userId ??= (await call(`${API}/users/me`)).id;
		const own = partsOf(await getConversation(), (participant) => participant.userId === userId);
		part = own.find(({ state }) => state === 'connected');
	} catch {
		throw new Error("Can't reach Genesys Cloud, so the message wasn't sent. Try again.");
	}
	if (!part) throw new Error("You're not connected to this conversation. Accept it before you send, or copy the text.");
	try {
		await call(`${API}/conversations/messages/${ID}/communications/${encodeURIComponent(part.id)}/messages`, () => ({ textBody: text }));
	} catch (/** @type {any} */ { status }) {
		throw new Error(refusal(status));
	}
}

/** @param {number} status 0 if there was no response */
function refusal(status) {
	if (status === 429) return 'Genesys Cloud is receiving too many messages. Wait a minute, then send it again.';
	if (status === 0 || status >= 500) return "Genesys Cloud didn't confirm the message, but it may have been sent. Check the conversation before you send it again.";
	return `Genesys Cloud rejected the message (${status}). Copy the text and send it in the conversation.`;
}
