import { connect } from '/desk/connection.js';
import { keepAtEnd } from '/desk/lib/keepAtEnd.js';
import { readChat, say, startChat } from './api.js';
import { createComposer } from './composer.js';
import { showMessages } from './messages.js';
import { showOutcome } from './outcome.js';
import { createSetup } from './setup.js';
import { isOver, stateLine } from './state.js';

const byId = (id) => document.getElementById(id);
const toEnd = keepAtEnd(byId('box'), byId('messages'));

let chat = null;
/** Messages that aren't in the chat yet. */
let pending = null;
let link = 'connecting';
/** Calls that return the chat: their number, and the latest one whose response was used. */
let asked = 0;
let taken = 0;
/** This chat's bot. The setup may have changed since. */
let botName = 'Bot';

const setup = createSetup(byId('setup'), { onChange: draw, onProblem: problem });
const composer = createComposer({ form: byId('composer'), text: byId('text'), send: byId('send'), onText: (text) => void write({ text }) });

async function write(message) {
	problem('');
	pending = message;
	if (!chat) {
		setup.fold();
		botName = setup.botName();
	}
	draw();
	toEnd();
	try {
		await take(() => (chat ? say(chat.id, message) : startChat({ ...setup.chosen(), ...message })));
	} catch (error) {
		problem(error.message);
		if (byId('text').value === '' && !message.buttonResponse) byId('text').value = message.text;
	}
	pending = null;
	draw();
	byId('text').focus();
}

/** Shows the chat that a call returned, unless a later call returned first. */
async function take(call) {
	const place = ++asked;
	const before = chat;
	const fresh = await call();
	// A new chat may have started in the meantime.
	if (place < taken || chat?.id !== before?.id) return;
	taken = place;
	chat = fresh;
}

function problem(text) {
	byId('problem').textContent = text;
	byId('problem').hidden = text === '';
}

function draw() {
	const isBot = !chat || chat.state === 'bot';
	const messages = [...(chat?.messages ?? [])];
	const isShown = pending && messages.at(-1)?.from === 'customer' && messages.at(-1)?.text === pending.text;
	if (pending && !isShown) {
		messages.push({ id: 'pending', from: 'customer', content: [], time: new Date().toISOString(), ...pending });
	}
	const line = stateLine(chat, link);
	byId('state').dataset.state = line.state;
	if (byId('state').textContent !== line.text) byId('state').textContent = line.text;
	byId('empty').hidden = messages.length > 0;
	byId('again').hidden = !chat;
	byId('thinking').hidden = !isBot || !(pending || chat?.turnsRunning > 0);
	showMessages(byId('messages'), messages, {
		isOpen: Boolean(chat) && !isOver(chat) && !pending,
		nameOf: ({ from, agentName }) => agentName || { bot: botName, agent: 'Agent' }[from] || '',
		onPick: (buttonResponse) => void write({ text: buttonResponse.text, buttonResponse }),
	});
	byId('text').placeholder = chat && isOver(chat) ? 'Start a new chat to continue' : 'Write a message …';
	composer.update(!pending && (chat ? !isOver(chat) : setup.chosen() !== null));
	showOutcome(byId('outcome'), chat);
}

byId('again').addEventListener('click', () => {
	chat = null;
	problem('');
	void setup.refresh();
	draw();
	byId('text').focus();
});

/** Every change in the simulator triggers a refresh. */
async function lookAgain() {
	if (!chat) return void setup.refresh();
	const { id } = chat;
	await take(() => readChat(id)).catch((error) => problem(error.message));
	draw();
}

connect({
	onLink: (state) => {
		link = state;
		draw();
	},
	onState: () => void lookAgain(),
});
void setup.refresh().then(() => setup.chosen() && setup.fold());
draw();
