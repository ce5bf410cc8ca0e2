/** Counts the customer's messages since this agent last viewed the chat, until the page closes. */
const seen = new Map();

const written = (conversation) => conversation.messages.filter(({ from }) => from === 'customer').length;

/** Marks the chat as read. */
export function markSeen(conversation) {
	seen.set(conversation.id, written(conversation));
}

/** Number of the customer's unread messages. */
export function unreadIn(conversation) {
	return Math.max(0, written(conversation) - (seen.get(conversation.id) ?? 0));
}
