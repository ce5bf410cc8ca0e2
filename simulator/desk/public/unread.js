/** Counts what the customer wrote since this agent last looked at the chat. Lives as long as the page. */
const seen = new Map();

const written = (conversation) => conversation.messages.filter(({ from }) => from === 'customer').length;

/** The chat was looked at: nothing in it is unread any more. */
export function markSeen(conversation) {
	seen.set(conversation.id, written(conversation));
}

/** How many messages of the customer have not been looked at. */
export function unreadIn(conversation) {
	return Math.max(0, written(conversation) - (seen.get(conversation.id) ?? 0));
}
