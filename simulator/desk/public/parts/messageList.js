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
			reconcile(list, selected ? rowsOf(selected, agent) : [], { key: ({ id }) => id, render: renderMessage });

			typing.hidden = !selected?.customerTyping;
			if (selected) typing.querySelector('.who').textContent = `${customerName(selected)} is typing`;
			if (isOther) toEnd();
		},
	};
}

function rowsOf(chat, agent) {
	const names = { customer: customerName(chat), agent: chat.agent?.name ?? agent?.name ?? 'Agent', flow: 'Flow', api: 'API' };
	return chat.messages.map((message, index) => ({
		...message,
		name: names[message.from],
		followsOwn: chat.messages[index - 1]?.from === message.from,
	}));
}

function emptyState(agent, { waiting, mine }) {
	const [title, text] = emptyTexts(agent, waiting.length, mine.length);
	return [element('h2', {}, title), element('p', {}, text)];
}

function emptyTexts(agent, waiting, mine) {
	if (!agent) return ['No agent', 'The simulator has no agents.'];
	if (waiting === 1) return ['A chat is waiting', 'Open it on the left.'];
	if (waiting > 1) return [`${waiting} chats are waiting`, 'Open one on the left.'];
	if (mine > 0) return ['Pick a chat', 'Your chats are on the left.'];
	if (!agent.onQueue) {
		return ['You are off queue', 'Switch “On queue” on to be offered chats. You can still take one that is waiting.'];
	}
	return ['All quiet', 'No chats are waiting. Write in the customer page and ask for a person.'];
}
