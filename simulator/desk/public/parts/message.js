import { element } from '../lib/element.js';
import { clockTime } from '../lib/time.js';
import { renderAttachment } from './attachment.js';
import { renderText } from './messageText.js';
import { renderStructured, says } from './structured.js';

const DELIVERY_TEXTS = {
	pending: 'Sending …',
	sent: 'Sent',
	delivered: 'Delivered',
	failed: 'Not delivered',
};

/** The data of each bubble. */
const saidIn = new WeakMap();

/**
 * One message: author, content, time, and the delivery status of our own. If only the status changes, the bubble of
 * the node `before` is kept, so videos and expanded parts don't reset.
 */
export function renderMessage(message, before) {
	if (message.end) return element('li', { class: 'line' }, `${message.end} · `, element('time', { datetime: message.time }, clockTime(message.time)));
	const own = message.from !== 'customer';
	return element(
		'li',
		{ class: 'message', 'data-from': message.from, 'data-follows': message.followsOwn },
		!message.followsOwn && element('p', { class: 'by' }, message.name),
		keptBubble(message, before) ?? renderBubble(message),
		element(
			'p',
			{ class: 'meta' },
			element('time', { datetime: message.time }, clockTime(message.time)),
			own && message.delivery && delivery(message),
		),
	);
}

function keptBubble({ text, structured, attachments }, before) {
	const bubble = before?.querySelector(':scope > .bubble');
	return bubble && saidIn.get(bubble) === JSON.stringify([text, structured, attachments]) ? bubble : null;
}

/** The content: text, structured content, and files. */
export function renderBubble({ text, structured, attachments }) {
	const bubble = element(
		'div',
		{ class: 'bubble' },
		text && !says(structured ?? [], text) && renderText(text),
		structured?.length > 0 && renderStructured(structured),
		...(attachments ?? []).map(renderAttachment),
	);
	saidIn.set(bubble, JSON.stringify([text, structured, attachments]));
	return bubble;
}

function delivery({ delivery: state, deliveryDetail }) {
	const text = DELIVERY_TEXTS[state] ?? state;
	const whole = deliveryDetail ? `${text}: ${deliveryDetail}` : text;
	return element('span', { class: 'delivery', 'data-delivery': state }, whole);
}
