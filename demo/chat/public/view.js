import { LABELS, PRESENCE } from './texts.js';

/**
 * What the page shows of a chat: its rows and who owns the conversation. A pure function. It derives names from all
 * entries each time, so a late event still names the messages after it.
 *
 * @param {object[]} entries in the order in which they are shown
 * @returns {{ rows: object[], presence: { kind: 'bot' | 'waiting' | 'agent', text: string, name?: string } }}
 */
export function viewOf(entries) {
	const picked = picksIn(entries);
	const chat = followed(entries);
	const rows = [];
	for (const entry of entries) {
		const owner = chat.presence().kind;
		chat.take(entry);
		if (owner !== 'bot' && chat.presence().kind === 'bot') endControls(rows);
		if (entry.sender === 'system') nameUnnamed(rows, chat.agent());
		if (isToldAlready(entry, rows.at(-1))) continue;
		if (entry.event === 'conversationEnded' && isToldAlready(rows.at(-1), entry)) rows.pop();
		const isShown = entry.text || entry.attachments.length > 0 || entry.structured;
		if (!isShown) continue;
		const name = entry.sender === 'agent' ? entry.agentName || chat.agent() || LABELS.agent : LABELS[entry.sender];
		rows.push({ ...entry, name, picked: picked.get(entry.messageId) });
	}
	rows.forEach((row, index) => {
		row.follows = rows[index - 1]?.sender === row.sender && rows[index - 1].name === row.name;
	});
	return { rows, presence: chat.presence() };
}

/** The page itself shows that the customer ended the chat, so the workflow's text for it is omitted. */
function isToldAlready(entry, other) {
	const isEnd = entry?.event === 'conversationEnded' && other?.event === 'conversationEnded';
	return isEnd && entry.writtenAt !== undefined && other.writtenAt === undefined;
}

/** After a handover, a selection would reach the bot, which doesn't know the agent's or the flow's controls. */
function endControls(rows) {
	for (const row of rows) row.isOver ||= row.sender === 'agent' || row.sender === 'flow';
}

/** Without a time, an agent's joining may be reported after the agent's first messages. */
function nameUnnamed(rows, name) {
	for (const row of rows.filter(({ sender }) => sender === 'agent').reverse()) {
		if (!name || row.name !== LABELS.agent) return;
		row.name = name;
	}
}

/** For each message with controls, the payload that the customer selected last. */
function picksIn(entries) {
	return new Map(
		entries.flatMap(({ buttonResponse, status }) =>
			buttonResponse && status !== 'failed' ? [[buttonResponse.originatingMessageId, buttonResponse.payload]] : [],
		),
	);
}

/** Determines who owns the conversation, entry by entry. */
function followed(entries) {
	const places = new Map(entries.map(({ messageId }, index) => [messageId, index]));
	let place = -1;
	/** Position where the owner last changed. */
	let since = -1;
	let kind = 'bot';
	let waiting = '';
	let agents = [];

	const change = (to, words = '') => {
		kind = to;
		waiting = words;
		since = place;
		if (to !== 'agent') agents = [];
	};
	const join = (name) => {
		agents = [...agents.filter((other) => other !== name && other !== LABELS.agent), name];
		change('agent');
	};
	const leave = (name) => {
		agents = agents.filter((other) => other !== name);
		if (agents.length === 0) change('waiting');
	};
	const steps = {
		queued: (entry) => change('waiting', entry.waiting),
		agentJoined: ({ agentName }) => join(agentName || LABELS.agent),
		agentLeft: ({ agentName }) => leave(agentName),
		transferred: ({ agentName }) => leave(agentName),
		agentDeclined: () => {},
		conversationEnded: () => change('bot'),
	};
	const senders = {
		customer: () => {},
		agent: ({ agentName }) => {
			if (agentName && !agents.includes(agentName)) join(agentName);
			else if (kind !== 'agent') join(LABELS.agent);
		},
		flow: () => kind === 'bot' && change('waiting'),
		// A reply to a message from before the owner changed doesn't change the owner.
		bot: ({ answers }) => kind !== 'bot' && since < (places.get(answers) ?? place) && change('bot'),
		system: ({ agentName }) => (agentName ? join(agentName) : change('bot')),
	};

	return {
		take(entry) {
			place += 1;
			const isOutdated = entry.answers !== undefined && since > (places.get(entry.answers) ?? place);
			if (entry.event) steps[entry.event](entry);
			else if (!entry.waiting) senders[entry.sender](entry);
			else if (!isOutdated || kind !== 'agent') change('waiting', entry.waiting);
		},
		/** Name of the agent in the conversation, if any. */
		agent: () => agents.at(-1),
		presence: () => {
			const name = agents.at(-1);
			if (kind === 'agent') return { kind, name, text: PRESENCE.agent(name === LABELS.agent ? 'an agent' : name) };
			return { kind, text: kind === 'waiting' ? waiting || PRESENCE.waiting : PRESENCE.bot };
		},
	};
}
