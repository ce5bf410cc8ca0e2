import { renderEntry } from './bubble.js';
import { createComposer } from './composer.js';
import { element } from './element.js';
import { createEntries } from './entries.js';
import { identity } from './identity.js';
import { keepAtEnd } from './keepAtEnd.js';
import { serverFor } from './server.js';
import { GREETING, HINTS, PRESENCE } from './texts.js';

const byId = (id) => document.getElementById(id);
const server = serverFor(identity());
const entries = createEntries(draw);
const drawn = new Map();
const toEnd = keepAtEnd(byId('box'), byId('entries'));
let link = 'connecting';

async function deliver(message) {
	problem('');
	// The entry itself says "Not sent", with the button to try again.
	const { status } = await server.send(message).catch(() => ({ status: 'failed' }));
	entries.setStatus(message.messageId, status);
}

function write(text, attachments = []) {
	const messageId = crypto.randomUUID();
	const message = { messageId, sender: 'customer', text, attachments, time: new Date().toISOString() };
	entries.write(message);
	toEnd();
	void deliver(message);
}

function retry(entry) {
	entries.setStatus(entry.messageId, 'sending');
	void deliver(entry);
}

function problem(text) {
	byId('problem').textContent = text;
	byId('problem').hidden = text === '';
}

function draw() {
	const list = byId('entries');
	const all = entries.list();
	const nodes = all.map((entry, index) => nodeFor({ ...entry, follows: all[index - 1]?.sender === entry.sender }));
	if (all.length === 0) nodes.push(element('li', { class: 'greeting' }, GREETING));
	if (all.some(({ status }) => status === 'sending')) nodes.push(thinking);
	nodes.forEach((node, index) => list.children[index] === node || list.insertBefore(node, list.children[index] ?? null));
	while (list.children.length > nodes.length) list.lastChild.remove();

	const who = presence(all);
	byId('presence').textContent = who.text;
	document.body.dataset.who = who.kind;
	byId('hints').hidden = who.kind === 'agent' || who.kind === 'waiting';
	byId('end').hidden = all.length === 0;
}

const thinking = element('li', { class: 'thinking', 'aria-hidden': 'true' }, ...[1, 2, 3].map(() => element('i', {})));

/** The node drawn before, as long as nothing in the entry has changed. */
function nodeFor(entry) {
	const data = JSON.stringify(entry);
	const before = drawn.get(entry.messageId);
	if (before?.data === data) return before.node;
	const node = renderEntry(entry, retry);
	drawn.set(entry.messageId, { data, node });
	return node;
}

/** Who has the chat, as far as the messages tell. */
function presence(all) {
	if (link !== 'open') return { kind: link, text: PRESENCE[link] };
	const last = all.findLast(({ sender }) => sender !== 'customer');
	// Who joins is announced by the system, with the name.
	if (last?.sender === 'agent' || last?.agentName) return { kind: 'agent', text: PRESENCE.agent(last.agentName || 'a colleague') };
	if (last?.sender === 'flow') return { kind: 'waiting', text: PRESENCE.waiting };
	return { kind: 'bot', text: PRESENCE.bot };
}

createComposer({
	form: byId('composer'),
	text: byId('text'),
	sendButton: byId('send'),
	attach: byId('attach'),
	picker: byId('picture'),
	onText: (text) => write(text),
	onPicture: (file) => server.upload(file).then((picture) => write('', [picture]), (error) => problem(error.message)),
});
byId('hints').append(...HINTS.map((text) => element('button', { type: 'button', onClick: () => write(text) }, text)));
byId('end').addEventListener('click', () => {
	problem('');
	server.end().catch((error) => problem(error.message));
});
server.follow({
	onSnapshot: entries.replace,
	onEntry: entries.put,
	onLink: (state) => {
		link = state;
		draw();
	},
});
draw();
byId('text').focus();
