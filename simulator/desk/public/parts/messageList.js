import { element } from '../lib/element.js';
import { keepAtEnd } from '../lib/keepAtEnd.js';
import { reconcile } from '../lib/reconcile.js';
import { customerName } from '../view.js';
import { renderMessage } from './message.js';

/** The messages of the selected chat, oldest first, and the customer's typing dots. */
export function createMessageList({ list, typing, empty }) {
	let shownId = null;
	const toEnd = keepAtEnd(list.parentElement, list);

	return {
		update({ selected, agent, groups }) {
			const isOther = selected?.id !== shownId;
			if (isOther) list.replaceChildren();
			shownId = selected?.id ?? null;

			list.parentElement.hidden = !selected;
			empty.hidden = Boolean(selected);
			if (!selected) empty.replaceChildren(...emptyState(agent, groups));
			reconcile(list, selected ? rowsOf(selected) : [], { key: ({ id }) => id, render: renderMessage });

			typing.hidden = !selected?.customerTyping;
			if (selected) typing.querySelector('.who').textContent = `${customerName(selected)} is typing`;
			if (isOther) toEnd();
		},
	};
}

function rowsOf(chat) {
	const names = { customer: customerName(chat), agent: 'Agent', flow: 'Architect flow', api: 'API' };
	const rows = chat.messages.map((message) => ({ ...message, name: message.agentName || names[message.from] }));
	const messages = rows.map((row, index) => {
		const before = rows[index - 1];
		return { ...row, followsOwn: before?.from === row.from && before.name === row.name };
	});
	return chat.state === 'ended' ? [...messages, { id: 'end', end: chat.endReason || 'The chat has ended', time: chat.endedAt }] : messages;
}

function emptyState(agent, { waiting, mine }) {
	const [title, text] = emptyTexts(agent, waiting.length, mine.length);
	return [element('h2', {}, title), element('p', {}, text)];
}

function emptyTexts(agent, waiting, mine) {
	if (!agent) return ['No agent', 'The simulator has no agents.'];
	if (waiting === 1) return ['A chat is waiting', 'Open it on the left.'];
	if (waiting > 1) return [`${waiting} chats are waiting`, 'Open one on the left.'];
	if (mine > 0) return ['Select a chat', 'Your chats are on the left.'];
	if (!agent.onQueue) {
		return ['You are off queue', 'Turn on “On queue” to receive chats. You can still take a waiting one.'];
	}
	return ['All quiet', 'No chats are waiting. On the customer’s page, ask for an agent.'];
}
