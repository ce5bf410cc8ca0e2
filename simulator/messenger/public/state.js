const TEXTS = {
	bot: 'The bot has the chat',
	queued: 'Waiting for an agent',
	connected: 'With an agent',
	ended: 'The chat has ended',
};

/**
 * The owner of the conversation, in one line.
 *
 * @param {object | null} chat
 * @param {string} link `open`, or why the page isn't connected
 * @returns {{ state: string, text: string }}
 */
export function stateLine(chat, link) {
	if (link === 'lost') return { state: 'failed', text: 'Connection lost – reconnecting …' };
	if (!chat) return { state: 'none', text: 'No chat yet' };
	const agent = chat.messages.findLast(({ agentName }) => agentName)?.agentName;
	const text = chat.state === 'connected' && agent ? `With ${agent}` : TEXTS[chat.state];
	const { failure } = chat.outcome ?? {};
	if (!failure) return { state: chat.state, text };
	const why = [failure.errorType, failure.errorMessage].filter(Boolean).join(': ');
	return { state: chat.state === 'ended' ? 'failed' : chat.state, text: `${text} – the bot failed. ${why}` };
}

export const isOver = ({ state }) => state === 'ended';
