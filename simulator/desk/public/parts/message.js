import { element } from '../lib/element.js';
import { clockTime } from '../lib/time.js';
import { renderAttachment } from './attachment.js';
import { renderText } from './messageText.js';
import { renderStructured } from './structured.js';

const DELIVERY_TEXTS = {
	pending: 'Sending …',
	sent: 'Sent',
	delivered: 'Delivered',
	failed: 'Not delivered',
};

/** One bubble: who, what, when, and for our own messages what became of them. */
export function renderMessage(message) {
	const own = message.from !== 'customer';
	return element(
		'li',
		{ class: 'message', 'data-from': message.from, 'data-follows': message.followsOwn },
		!message.followsOwn && element('p', { class: 'by' }, message.name),
		element(
			'div',
			{ class: 'bubble' },
			message.text && renderText(message.text),
			Array.isArray(message.structured) && renderStructured(message.structured),
			...(message.attachments ?? []).map(renderAttachment),
		),
		element(
			'p',
			{ class: 'meta' },
			element('time', { datetime: message.time }, clockTime(message.time)),
			own && message.delivery && delivery(message),
		),
	);
}

function delivery({ delivery: state, deliveryDetail }) {
	const text = DELIVERY_TEXTS[state] ?? state;
	const whole = deliveryDetail ? `${text}: ${deliveryDetail}` : text;
	return element('span', { class: 'delivery', 'data-delivery': state }, whole);
}
