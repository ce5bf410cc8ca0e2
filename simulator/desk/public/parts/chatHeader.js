import { chatCommand } from '../api.js';
import { element } from '../lib/element.js';
import { reconcile } from '../lib/reconcile.js';
import { advises, customerName, isMine, rings } from '../view.js';
import { menu } from './menu.js';
import { attempt } from './notice.js';

/** Name, state, and the buttons available for the chat. */
export function createChatHeader(root, { onAccepted, onBack, onDetails }) {
	return {
		update({ agent, agents, selected, queues }) {
			reconcile(root, selected ? [headOf(selected, agent?.id, queues, agents)] : [], {
				key: ({ id }) => id,
				render: (head) => renderHead(head, { onAccepted, onBack, onDetails }),
			});
		},
	};
}

function headOf(chat, agentId, queues, agents) {
	return {
		id: chat.id,
		agentId,
		name: customerName(chat),
		state: chat.state,
		text: stateText(chat, agentId),
		buttons: buttonsFor(chat, agentId),
		queues: queues.filter(({ id }) => id !== chat.queue?.id),
		others: agents.filter(({ id }) => !chat.agents.some((present) => present.id === id)),
		adviser: adviserOf(chat) ?? null,
	};
}

const adviserOf = (chat) => chat.agents.find(({ consulting, state }) => consulting && state === 'connected');

function stateText(chat, agentId) {
	const queue = chat.queue ? ` in ${chat.queue.name}` : '';
	const nameOf = (agent) => (agent?.id === agentId ? 'you' : (agent?.name ?? 'an agent'));
	const talking = chat.agents.filter(({ consulting, state }) => !consulting && state === 'connected');
	const adviser = adviserOf(chat);
	const advice = adviser ? `, advised by ${nameOf(adviser)}` : '';
	const texts = {
		flow: 'The flow is answering',
		queued: `Waiting${queue}`,
		alerting: `Offered to ${nameOf(chat.agent)}${queue}`,
		connected: `With ${talking.map(nameOf).join(' and ')}${queue}${advice}`,
		ended: chat.endReason || 'The chat has ended',
	};
	return texts[chat.state];
}

function buttonsFor(chat, agentId) {
	if (!agentId) return [];
	if (rings(chat, agentId)) return ['accept', 'decline'];
	if (chat.state === 'queued') return ['take'];
	if (advises(chat, agentId)) return ['leave'];
	if (!isMine(chat, agentId)) return [];
	if (adviserOf(chat)) return ['transfer', 'handOver', 'bringIn', 'end'];
	return ['transfer', 'consult', 'end'];
}

function renderHead(head, { onAccepted, onBack, onDetails }) {
	const send = (action, more = {}) => chatCommand(head.id, action, { agentId: head.agentId, ...more });
	const toAgents = (action) =>
		head.others.map(({ id, name }) => ({ text: name, onChoose: () => send(action, { toAgentId: id }) }));
	const toQueues = head.queues.map(({ id, name }) => ({
		text: name,
		onChoose: () => send('transfer', { queueId: id }),
	}));
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
		// A waiting chat isn't alerting, so it is first offered to this agent, as routing would do.
		take: () => button('Take this chat', 'primary', () => send('offer').then(() => send('accept')), onAccepted),
		transfer: () => menu('Transfer', [
			{ heading: 'To a queue', choices: toQueues },
			{ heading: 'To an agent', choices: toAgents('transferToAgent') },
		]),
		consult: () => menu('Consult', [{ heading: 'Consult an agent', choices: toAgents('consult') }]),
		handOver: () => button('Hand over', '', () => send('completeConsult')),
		bringIn: () => button('Bring in', '', () => send('conference', { toAgentId: head.adviser.id })),
		leave: () => button('Leave', '', () => send('end')),
		end: () => button('End chat', 'danger', () => send('end')),
	};
	return element(
		'div',
		{ class: 'head' },
		// A narrow window shows one column at a time.
		element('button', { type: 'button', class: 'only-narrow', onClick: onBack, 'aria-label': 'Back to all chats' }, '‹ Chats'),
		element(
			'div',
			{ class: 'title' },
			element('h2', {}, head.name),
			element('p', { class: 'state', 'data-state': head.state }, head.text),
		),
		element('button', { type: 'button', class: 'only-narrow', onClick: onDetails }, 'Customer'),
		head.buttons.length > 0 && element('div', { class: 'buttons' }, ...head.buttons.map((name) => make[name]())),
	);
}
