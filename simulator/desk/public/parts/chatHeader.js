import { chatCommand } from '../api.js';
import { element } from '../lib/element.js';
import { reconcile } from '../lib/reconcile.js';
import { customerName, isMine, rings } from '../view.js';
import { attempt } from './notice.js';
import { transferMenu } from './transferMenu.js';

/** Name, state and the buttons that apply to the chat just now. */
export function createChatHeader(root, { onAccepted }) {
	return {
		update({ agent, selected, queues }) {
			reconcile(root, selected ? [headOf(selected, agent?.id, queues)] : [], {
				key: ({ id }) => id,
				render: (head) => renderHead(head, onAccepted),
			});
		},
	};
}

function headOf(chat, agentId, queues) {
	return {
		id: chat.id,
		agentId,
		name: customerName(chat),
		state: chat.state,
		text: stateText(chat, agentId),
		buttons: buttonsFor(chat, agentId),
		queues: queues.filter(({ id }) => id !== chat.queue?.id),
	};
}

function stateText(chat, agentId) {
	const queue = chat.queue ? ` in ${chat.queue.name}` : '';
	const whom = chat.agent?.id === agentId ? 'you' : (chat.agent?.name ?? 'an agent');
	const texts = {
		flow: 'The flow is answering',
		queued: `Waiting${queue}`,
		alerting: `Offered to ${whom}${queue}`,
		connected: `With ${whom}${queue}`,
		ended: chat.endReason ? `Ended (${chat.endReason})` : 'Ended',
	};
	return texts[chat.state];
}

function buttonsFor(chat, agentId) {
	if (!agentId) return [];
	if (rings(chat, agentId)) return ['accept', 'decline'];
	if (chat.state === 'queued') return ['take'];
	if (isMine(chat, agentId)) return ['transfer', 'end'];
	return [];
}

function renderHead(head, onAccepted) {
	const send = (action) => chatCommand(head.id, action, { agentId: head.agentId });
	const button = (text, look, action, after) => element(
		'button',
		{
			type: 'button',
			class: look,
			onClick: async ({ currentTarget }) => {
				if (await attempt(currentTarget, action)) after?.();
			},
		},
		text,
	);
	const make = {
		accept: () => button('Accept', 'primary', () => send('accept'), onAccepted),
		decline: () => button('Decline', '', () => send('decline')),
		// A chat that waits is not ringing anywhere: it is offered to this agent first, as routing would.
		take: () => button('Take this chat', 'primary', () => send('offer').then(() => send('accept')), onAccepted),
		transfer: () => transferMenu(head),
		end: () => button('End chat', 'danger', () => send('end')),
	};
	return element(
		'div',
		{ class: 'head' },
		element(
			'div',
			{ class: 'title' },
			element('h2', {}, head.name),
			element('p', { class: 'state', 'data-state': head.state }, head.text),
		),
		element('div', { class: 'buttons' }, ...head.buttons.map((name) => make[name]())),
	);
}
