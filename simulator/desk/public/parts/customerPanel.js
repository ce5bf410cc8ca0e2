import { avatar } from '../lib/avatar.js';
import { element } from '../lib/element.js';
import { reconcile } from '../lib/reconcile.js';
import { clockTime } from '../lib/time.js';
import { customerName } from '../view.js';
import { notice } from './notice.js';

/** How long "Copied" is shown, in milliseconds. */
const COPIED_FOR = 1500;

/** The right column: the customer's details and the conversation's data. */
export function createCustomerPanel(root) {
	return {
		update({ selected }) {
			reconcile(root, [selected ? panelOf(selected) : { id: 'none' }], {
				key: ({ id }) => id,
				render: (panel) => (panel.id === 'none' ? renderNone() : renderPanel(panel)),
			});
		},
	};
}

function panelOf(chat) {
	const { customer } = chat;
	return {
		id: chat.id,
		name: customerName(chat),
		image: customer.image,
		email: customer.email,
		facts: [
			['Customer ID', customer.id],
			['ID type', customer.idType],
			['First name', customer.firstName],
			['Last name', customer.lastName],
			['Nickname', customer.nickname],
		],
		conversation: [
			['Channel', chat.integrationName],
			['Queue', chat.queue?.name],
			['Agent', chat.agent?.name],
			['Started', chat.startedAt && clockTime(chat.startedAt)],
			['Ended', chat.endedAt && clockTime(chat.endedAt)],
			['End reason', chat.endReason],
		],
		attributes: Object.entries(customer.attributes ?? {}),
	};
}

function renderNone() {
	return element('p', { class: 'hint' }, 'The customer’s details and the data from the bot appear here.');
}

function renderPanel(panel) {
	return element(
		'div',
		{},
		element(
			'div',
			{ class: 'person' },
			avatar(panel.name, panel.image),
			element('div', {}, element('h2', {}, panel.name), panel.email && element('p', {}, panel.email)),
		),
		facts(panel.facts),
		element('h3', {}, 'Custom attributes'),
		panel.attributes.length > 0
			? facts(panel.attributes, 'attributes')
			: element('p', { class: 'hint' }, 'The customer’s messages have no custom attributes.'),
		element('h3', {}, 'Conversation'),
		facts(panel.conversation),
		element('div', { class: 'id' }, element('code', {}, panel.id), copyButton(panel.id)),
	);
}

function facts(entries, look = '') {
	const filled = entries.filter(([, value]) => value !== undefined && value !== null && value !== '');
	return element('dl', { class: look }, ...filled.flatMap(([name, value]) => [
		element('dt', {}, name),
		element('dd', { dir: 'auto' }, typeof value === 'string' ? value : JSON.stringify(value)),
	]));
}

function copyButton(id) {
	const button = element('button', {
		type: 'button',
		'aria-label': 'Copy the conversation ID',
		onClick: async () => {
			try {
				await navigator.clipboard.writeText(id);
			} catch {
				notice('The browser blocked copying. Select the ID and copy it manually.');
				return;
			}
			button.textContent = 'Copied';
			setTimeout(() => (button.textContent = 'Copy'), COPIED_FOR);
		},
	}, 'Copy');
	return button;
}
