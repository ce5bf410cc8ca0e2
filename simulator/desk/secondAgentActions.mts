import { decline, endConversation } from '../conversations/lifecycle.mts';
import { holderOf, liveAgents } from '../conversations/model.mts';
import type { DisconnectType } from '../conversations/model.mts';
import { completeConsult, conference, consult, takeOver, transferToAgent } from '../conversations/secondAgent.mts';
import type { Agent } from '../directory/directory.mts';
import { conflict } from '../http/apiError.mts';
import type { Scene } from './agentActions.mts';
import { agentOf } from './agentRoutes.mts';

/** The agent in `toAgentId`. */
const other = ({ world, body }: Scene): Agent => agentOf(world, body['toAgentId']);

/** @throws ApiError 409 if the agent isn't in the conversation */
function requireHolder({ conversation, named }: Scene): void {
	const holder = holderOf(conversation);
	if (named && holder && holder.userId !== named.id) throw conflict('The chat belongs to another agent.');
}

/** Alerting ends without an answer, as with `noAnswerMs` or Do Not Disturb. */
function ringOut(type: DisconnectType) {
	return ({ world, conversation, named }: Scene): void => {
		const ringing = liveAgents(conversation).filter(({ state }) => state === 'alerting');
		const leg = named ? ringing.find(({ userId }) => userId === named.id) : ringing.at(-1);
		decline(world, conversation, leg, type);
	};
}

/** Actions with a second agent, or without any. */
export const SECOND_AGENT_ACTIONS: Record<string, (scene: Scene) => void> = {
	transferToAgent: (scene) => {
		requireHolder(scene);
		transferToAgent(scene.world, scene.conversation, other(scene));
	},
	consult: (scene) => {
		requireHolder(scene);
		consult(scene.world, scene.conversation, other(scene));
	},
	completeConsult: (scene) => {
		requireHolder(scene);
		completeConsult(scene.world, scene.conversation);
	},
	conference: (scene) => {
		requireHolder(scene);
		conference(scene.world, scene.conversation, other(scene));
	},
	takeOver: (scene) => takeOver(scene.world, scene.conversation, other(scene)),
	noAnswer: ringOut('transfer.noanswer'),
	doNotDisturb: ringOut('endpoint.donotdisturb'),
	expire: ({ world, conversation }) =>
		endConversation(world, conversation, undefined, 'The session expired', 'session.expired'),
};
