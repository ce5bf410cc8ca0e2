const TEXTS = {
	bot: 'The bot answers',
	waiting: 'Waiting for an agent',
	agent: 'With an agent',
	ended: 'The chat has ended',
};

/**
 * Who has the chat, in one line.
 *
 * @param {object | null} chat
 * @param {string} link `open`, or why what is shown is not live
 * @returns {{ state: string, text: string }}
 */
export function stateLine(chat, link) {
	if (link === 'lost') return { state: 'failed', text: 'Connection lost – reconnecting …' };
	if (!chat) return { state: 'none', text: 'No chat yet' };
	const { failure } = chat.outcome ?? {};
	const why = failure ? ` – the bot failed: ${failure.errorType}${failure.errorMessage ? `, ${failure.errorMessage}` : ''}` : '';
	const text = chat.state === 'agent' && chat.agentName ? `With ${chat.agentName}` : TEXTS[chat.state];
	return { state: chat.state === 'ended' && failure ? 'failed' : chat.state, text: text + why };
}

export const isOver = ({ state }) => state === 'ended';
