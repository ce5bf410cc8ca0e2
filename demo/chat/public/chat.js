import { element } from '/lib/element.js';
import { keepAtEnd } from '/lib/keepAtEnd.js';
import { renderRow } from './bubble.js';
import { createComposer } from './composer.js';
import { createEntries } from './entries.js';
import { identity } from './identity.js';
import { serverFor } from './server.js';
import { GREETING, HINTS, PRESENCE } from './texts.js';
import { createTyping } from './typing.js';
import { viewOf } from './view.js';

const byId = (id) => document.getElementById(id);
const server = serverFor(identity());
const entries = createEntries(draw);
const drawn = new Map();
const toEnd = keepAtEnd(byId('box'), byId('entries'));
const typing = createTyping(byId('typing'), () => server.type());
let link = 'connecting';

async function deliver(message) {
	problem('');
	// The entry itself shows "Not sent" and a retry button.
	const { status } = await server.send(message).catch(() => ({ status: 'failed' }));
	entries.setStatus(message.messageId, status);
}

function write(text, more = {}) {
	const messageId = crypto.randomUUID();
	const message = { messageId, sender: 'customer', text, attachments: [], time: new Date().toISOString(), ...more };
	entries.write(message);
	toEnd();
	void deliver(message);
}

function retry({ messageId, text, attachments, buttonResponse }) {
	entries.setStatus(messageId, 'sending');
	void deliver({ messageId, text, attachments, buttonResponse });
}

function pick({ of, ...buttonResponse }) {
	write(of ? `${of}: ${buttonResponse.text}` : buttonResponse.text, { buttonResponse });
	byId('text').focus();
}

function problem(text) {
	byId('problem').textContent = text;
	byId('problem').hidden = text === '';
}

function draw() {
	const list = byId('entries');
	const { rows, presence } = viewOf(entries.list());
	const nodes = rows.map(nodeFor);
	if (rows.length === 0) nodes.push(element('li', { class: 'greeting' }, GREETING));
	if (presence.kind === 'bot' && rows.some(({ status }) => status === 'sending')) nodes.push(thinking);
	nodes.forEach((node, index) => list.children[index] === node || list.insertBefore(node, list.children[index] ?? null));
	while (list.children.length > nodes.length) list.lastChild.remove();

	const who = link === 'open' ? presence : { kind: link, text: PRESENCE[link] };
	if (byId('presence').textContent !== who.text) byId('presence').textContent = who.text;
	document.body.dataset.who = who.kind;
	typing.update(presence);
	byId('hints').hidden = presence.kind !== 'bot';
	byId('end').hidden = presence.kind === 'bot';
}

const dots = () => element('span', { class: 'dots', 'aria-hidden': 'true' }, ...[1, 2, 3].map(() => element('i')));
const thinking = element('li', { class: 'thinking', 'aria-hidden': 'true' }, dots());

/** The existing node if the row hasn't changed. */
function nodeFor(row) {
	// Position and number of attempts aren't visible.
	const data = JSON.stringify({ ...row, position: 0, version: 0 });
	const before = drawn.get(row.messageId);
	if (before?.data === data) return before.node;
	const node = renderRow(row, { onRetry: retry, onPick: pick });
	drawn.set(row.messageId, { data, node });
	return node;
}

createComposer({
	form: byId('composer'),
	text: byId('text'),
	sendButton: byId('send'),
	attach: byId('attach'),
	picker: byId('picture'),
	onText: (text) => write(text),
	onInput: typing.written,
	onPicture: (file) => server.upload(file).then((picture) => write('', { attachments: [picture] }), (error) => problem(error.message)),
});
byId('hints').append(...HINTS.map((text) => element('button', { type: 'button', onClick: () => write(text) }, text)));
byId('end').addEventListener('click', () => {
	problem('');
	server.end().catch((error) => problem(error.message));
});
server.follow({
	onSnapshot: entries.replace,
	onEntry: (entry) => {
		if (entry.sender !== 'customer') typing.stop();
		entries.put(entry);
	},
	onTyping: typing.start,
	onLink: (state) => {
		link = state;
		draw();
	},
});
draw();
byId('text').focus();
