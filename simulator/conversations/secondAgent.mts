import { conflict } from '../http/apiError.mts';
import type { Agent } from '../directory/directory.mts';
import type { World } from '../world.mts';
import { leave, legOf, requireStep, ring, touch } from './lifecycle.mts';
import { holderOf, liveAgents, livePart } from './model.mts';
import type { Conversation } from './model.mts';

/** @throws ApiError 409 if the agent is in the chat already */
function requireOutsider(conversation: Conversation, agent: Agent): void {
	if (legOf(conversation, agent)) throw conflict(`${agent.name} is already in the chat.`);
}

/** Transfers the conversation to an agent, who is alerted. The previous agents leave immediately. */
export function transferToAgent(world: World, conversation: Conversation, agent: Agent): void {
	requireStep(conversation, 'transfer');
	requireOutsider(conversation, agent);
	const waiting = livePart(conversation, 'acd');
	const from = holderOf(conversation) ?? waiting;
	for (const leg of liveAgents(conversation)) leave(leg, 'transfer');
	leave(waiting, 'transfer');
	ring(conversation, agent, from);
	touch(world, conversation);
}

/** Consults another agent. The customer stays with the first agent and doesn't see the second. */
export function consult(world: World, conversation: Conversation, agent: Agent): void {
	requireStep(conversation, 'consult');
	requireOutsider(conversation, agent);
	ring(conversation, agent, holderOf(conversation), { consulting: true });
	touch(world, conversation);
}

/** Adds another agent, so that both talk to the customer. A consulted agent joins immediately. */
export function conference(world: World, conversation: Conversation, agent: Agent): void {
	requireStep(conversation, 'consult');
	const leg = legOf(conversation, agent);
	if (leg && !leg.consulting) requireOutsider(conversation, agent);
	if (leg) delete leg.consulting;
	else ring(conversation, agent, holderOf(conversation));
	touch(world, conversation);
}

/** A supervisor takes over the conversation. */
export function takeOver(world: World, conversation: Conversation, supervisor: Agent): void {
	requireStep(conversation, 'consult');
	requireOutsider(conversation, supervisor);
	const leg = ring(conversation, supervisor, holderOf(conversation));
	Object.assign(leg, { state: 'connected', connectedTime: Date.now() });
	for (const other of liveAgents(conversation)) if (other !== leg) leave(other, 'takeover');
	touch(world, conversation);
}

/** The consulted agent takes over; the others leave. */
export function completeConsult(world: World, conversation: Conversation): void {
	const agents = liveAgents(conversation);
	const successor = agents.find(({ state, consulting }) => state === 'connected' && consulting);
	if (!successor) throw conflict('No agent is being consulted.');
	delete successor.consulting;
	for (const leg of agents) if (leg !== successor) leave(leg, 'transfer.consult');
	touch(world, conversation);
}
