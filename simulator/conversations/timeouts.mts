import { later } from '../world.mts';
import type { World } from '../world.mts';
import type { Happening } from './happenings.mts';
import { decline, endConversation } from './lifecycle.mts';
import type { Conversation } from './model.mts';

/** Ends a conversation in which nothing has happened for as long as the setting says. */
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

/** What happens by itself when somebody does nothing: a call that rings out, a chat that falls asleep. */
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
