/**
 * What one agent sees of the simulator's state. A pure function.
 *
 * @param {{ conversations: object[], queues: object[], agents: object[], widgets: object[] }} state
 * @param {{ agentId: string | null, selectedId: string | null }} me
 */
export function viewOf(state, { agentId, selectedId }) {
	const agent = state.agents.find(({ id }) => id === agentId) ?? null;
	const groups = { waiting: [], mine: [], colleagues: [], ended: [] };
	for (const conversation of state.conversations) groups[groupOf(conversation, agentId)].push(conversation);

	groups.waiting.sort((a, b) => rings(b, agentId) - rings(a, agentId) || byTime(a.startedAt, b.startedAt));
	groups.mine.sort((a, b) => byTime(a.startedAt, b.startedAt));
	groups.colleagues.sort((a, b) => byTime(a.startedAt, b.startedAt));
	groups.ended.sort((a, b) => byTime(b.endedAt, a.endedAt));

	const selected = state.conversations.find(({ id }) => id === selectedId) ?? null;
	const widgets = selected ? widgetsFor(selected, state.widgets, agentId) : [];
	return { agent, agents: state.agents, queues: state.queues, groups, selected, widgets, allWidgets: state.widgets, conversations: state.conversations };
}

/** Interaction widgets for a chat: for its agents, if type, queue, and group match. */
export function widgetsFor(conversation, widgets, agentId) {
	const { communicationType, queue, agent } = conversation;
	const takesPart = partOf(conversation, agentId) ?? (conversation.state === 'ended' && agent?.id === agentId);
	if (!takesPart) return [];
	const passes = (list, value) => list.length === 0 || list.includes(value);
	return widgets.filter(
		({ communicationTypes, queueIds, agentIds }) =>
			passes(communicationTypes, communicationType) && passes(queueIds, queue?.id) && agentIds.includes(agentId),
	);
}

const partOf = (conversation, agentId) => conversation.agents.find(({ id }) => id === agentId);

/** True while the chat alerts this agent. */
export function rings(conversation, agentId) {
	return partOf(conversation, agentId)?.state === 'alerting';
}

/** True while this agent talks to the customer. */
export function isMine(conversation, agentId) {
	const part = partOf(conversation, agentId);
	return part?.state === 'connected' && !part.consulting;
}

/** True while another agent consults this agent. */
export function advises(conversation, agentId) {
	const part = partOf(conversation, agentId);
	return part?.state === 'connected' && part.consulting;
}

/** The customer's display name, or the ID without one. */
export function customerName({ customer }) {
	const full = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
	return customer.name || full || customer.nickname || customer.id;
}

function groupOf(conversation, agentId) {
	if (conversation.state === 'ended') return 'ended';
	if (conversation.state !== 'connected' || rings(conversation, agentId)) return 'waiting';
	return partOf(conversation, agentId) ? 'mine' : 'colleagues';
}

function byTime(a, b) {
	return String(a ?? '').localeCompare(String(b ?? ''));
}
