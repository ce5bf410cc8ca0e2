/**
 * What one agent sees of the simulator's state. Pure: plain data in, plain data out.
 *
 * @param {{ conversations: object[], queues: object[], agents: object[] }} state
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
	return { agent, agents: state.agents, queues: state.queues, groups, selected };
}

/** True while the chat is offered to this agent and not answered yet. */
export function rings(conversation, agentId) {
	return conversation.state === 'alerting' && conversation.agent?.id === agentId;
}

/** True while this agent is in the chat. */
export function isMine(conversation, agentId) {
	return conversation.state === 'connected' && conversation.agent?.id === agentId;
}

/** The customer's name for people, or the id when no name was given. */
export function customerName({ customer }) {
	const full = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
	return customer.name || full || customer.nickname || customer.id;
}

function groupOf(conversation, agentId) {
	if (conversation.state === 'ended') return 'ended';
	if (conversation.state !== 'connected') return 'waiting';
	return conversation.agent?.id === agentId ? 'mine' : 'colleagues';
}

function byTime(a, b) {
	return String(a ?? '').localeCompare(String(b ?? ''));
}
