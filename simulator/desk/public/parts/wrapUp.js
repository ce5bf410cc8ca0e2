import { chatCommand } from '../api.js';
import { element } from '../lib/element.js';
import { reconcile } from '../lib/reconcile.js';
import { attempt } from './notice.js';

const CODES = ['Resolved', 'Follow-up needed', 'Not resolved'];
const STORED_AS = 'desk.wrapped-up';

/** After-call work: the agent selects a wrap-up code after a chat. Shown once per chat and tab. */
export function createWrapUp(root) {
	const done = new Set(JSON.parse(sessionStorage.getItem(STORED_AS) ?? '[]'));

	function close(id) {
		done.add(id);
		sessionStorage.setItem(STORED_AS, JSON.stringify([...done]));
		root.replaceChildren();
	}

	return {
		update({ agent, selected }) {
			const asks = selected?.state === 'ended' && agent && selected.agent?.id === agent.id && !done.has(selected.id);
			reconcile(root, asks ? [{ id: selected.id, agentId: agent.id }] : [], {
				key: ({ id }) => id,
				render: (chat) => renderQuestion(chat, () => close(chat.id)),
			});
		},
	};
}

function renderQuestion({ id, agentId }, onDone) {
	const buttons = CODES.map((code) => element(
		'button',
		{
			type: 'button',
			onClick: async ({ currentTarget }) => {
				await attempt(currentTarget, () => chatCommand(id, 'wrapup', { agentId, code }));
				onDone();
			},
		},
		code,
	));
	return element('div', { class: 'question' }, element('p', {}, 'How did it go?'), ...buttons);
}
