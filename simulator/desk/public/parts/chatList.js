import { avatar } from '../lib/avatar.js';
import { element } from '../lib/element.js';
import { reconcile } from '../lib/reconcile.js';
import { clockTime, duration } from '../lib/time.js';
import { unreadIn } from '../unread.js';
import { customerName, rings } from '../view.js';

/** The groups in the left column, from top to bottom. A group without `empty` is hidden while it is empty. */
const GROUPS = [
	{ id: 'waiting', title: 'Waiting', empty: 'No chats are waiting. On the customer’s page, ask for an agent.' },
	{ id: 'mine', title: 'My chats', empty: 'None yet. Open a waiting chat and accept it.' },
	{ id: 'colleagues', title: 'With other agents', empty: null },
	{ id: 'ended', title: 'Ended', empty: 'Ended chats stay here until the customer writes again.' },
];

/** The left column: all chats. */
export function createChatList(root, { onSelect }) {
	const sections = GROUPS.map((group) => ({ ...group, ...sectionOf(group, root) }));

	return {
		update({ agent, groups, selected }) {
			for (const { id, empty, section, count, hint, list } of sections) {
				const rows = groups[id].map((chat) => rowOf(chat, agent?.id, selected?.id, id));
				section.hidden = rows.length === 0 && empty === null;
				count.textContent = rows.length > 0 ? String(rows.length) : '';
				hint.hidden = rows.length > 0;
				reconcile(list, rows, { key: (row) => row.id, render: (row) => renderRow(row, onSelect) });
			}
		},
	};
}

function sectionOf({ id, title, empty }, root) {
	const count = element('span', { class: 'count' });
	const hint = element('p', { class: 'hint' }, empty ?? '');
	const list = element('ul', { 'aria-labelledby': `group-${id}` });
	const heading = element('h2', { id: `group-${id}` }, title, count);
	const section = element('section', { 'data-group': id }, heading, hint, list);
	root.append(section);
	return { section, count, hint, list };
}

/** The data of a row, which is redrawn only when this changes. */
function rowOf(chat, agentId, selectedId, group) {
	const written = chat.messages.findLast(({ from }) => from === 'customer');
	const last = chat.messages.at(-1);
	return {
		id: chat.id,
		name: customerName(chat),
		image: chat.customer.image,
		place: placeOf(chat, agentId),
		state: chat.state,
		since: chat.state === 'ended' ? null : chat.startedAt,
		endedAt: chat.endedAt,
		preview: chat.customerTyping ? 'is typing …' : previewOf(group === 'waiting' ? (written ?? last) : last),
		typing: chat.customerTyping,
		ringing: rings(chat, agentId),
		unread: group === 'waiting' || group === 'mine' ? unreadIn(chat) : 0,
		selected: chat.id === selectedId,
	};
}

function previewOf(message) {
	if (!message) return '';
	const text = (message.text ?? '').trim().split('\n').at(-1);
	const other = (message.attachments ?? []).length > 0 ? 'sent a file' : 'sent rich content';
	return `${message.from === 'customer' ? '' : '→ '}${(text || other).slice(0, 120)}`;
}

function placeOf(chat, agentId) {
	const queue = chat.queue?.name ?? '';
	if (chat.state === 'flow') return 'In the flow';
	if (chat.state === 'alerting') {
		const whom = chat.agent?.id === agentId ? 'For you' : `Ringing at ${chat.agent?.name ?? 'an agent'}`;
		return `${whom} · ${queue}`;
	}
	if (chat.state === 'connected' && chat.agent && chat.agent.id !== agentId) return `${chat.agent.name} · ${queue}`;
	return queue;
}

function renderRow(row, onSelect) {
	const time = row.since
		? element('time', { class: 'since', 'data-since': row.since }, duration(Date.now() - Date.parse(row.since)))
		: element('time', { class: 'since' }, clockTime(row.endedAt));
	const unread = row.unread > 0
		&& element('span', { class: 'unread', 'aria-label': `${row.unread} unread` }, String(row.unread));
	return element(
		'li',
		{},
		element(
			'button',
			{
				type: 'button',
				class: 'row',
				'data-state': row.state,
				'data-ringing': row.ringing,
				'data-typing': row.typing,
				'data-unread': row.unread > 0,
				'aria-current': row.selected ? 'true' : null,
				onClick: () => onSelect(row.id),
			},
			avatar(row.name, row.image),
			element('span', { class: 'name' }, row.name),
			time,
			element('span', { class: 'preview' }, row.preview),
			unread,
			element('span', { class: 'place' }, row.place),
		),
	);
}
