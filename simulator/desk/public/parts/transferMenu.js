import { chatCommand } from '../api.js';
import { element } from '../lib/element.js';
import { attempt } from './notice.js';

/** A menu with the other queues; choosing one hands the chat over to it. */
export function transferMenu({ id, agentId, queues }) {
	const choices = queues.map((queue) => element(
		'button',
		{
			type: 'button',
			onClick: ({ currentTarget }) =>
				attempt(currentTarget, () => chatCommand(id, 'transfer', { agentId, queueId: queue.id })),
		},
		queue.name,
	));
	const summary = element('summary', { class: 'button' }, 'Transfer');
	const menu = element(
		'details',
		{
			class: 'menu',
			onKeydown: ({ key }) => {
				if (key !== 'Escape' || !menu.open) return;
				menu.open = false;
				summary.focus();
			},
			onFocusout: ({ relatedTarget }) => {
				if (!menu.contains(relatedTarget)) menu.open = false;
			},
		},
		summary,
		element('div', { class: 'choices' }, ...(choices.length > 0 ? choices : ['There is no other queue.'])),
	);
	return menu;
}
