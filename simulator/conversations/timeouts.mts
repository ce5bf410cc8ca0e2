import { later } from '../world.mts';
import type { World } from '../world.mts';
import type { Happening } from './happenings.mts';
import { decline, endConversation } from './lifecycle.mts';
import type { Conversation } from './model.mts';

/** Ends a conversation that has been inactive for the time in the setting. */
function watchInactivity(world: World, conversation: Conversation): void {
	const { inactivityDisconnectMs } = world.settings;
	if (inactivityDisconnectMs === 0) return;
	const left = (): number => conversation.changedAt + inactivityDisconnectMs - Date.now();
	later(world, Math.max(0, left()), () => {
		if (conversation.endedAt !== undefined) return;
		if (left() > 0) watchInactivity(world, conversation);
		else endConversation(world, conversation, undefined, 'The chat was idle for too long', 'inactivity');
	});
}

/** Timeouts: unanswered alerts and inactive conversations. */
export function watch(world: World, happening: Happening): void {
	if (happening.kind === 'changed') return;
	const { kind, conversation, participant } = happening;
	if (kind === 'joined' && participant.purpose === 'customer') watchInactivity(world, conversation);
	const { noAnswerMs } = world.settings;
	if (kind !== 'ringing' || noAnswerMs === 0) return;
	later(world, noAnswerMs, () => {
		if (participant.state === 'alerting') decline(world, conversation, participant, 'transfer.noanswer');
	});
}
