import { badRequest, notFound } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { noContent, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { Conversation, Participant } from './model.mts';

const HOUR_MS = 3_600_000;

const TIMES_OF_PARTICIPANT = [
	'startTime',
	'startAlertingTime',
	'connectedTime',
	'endTime',
	'startAcwTime',
	'endAcwTime',
] as const satisfies ReadonlyArray<keyof Participant>;

const earlier = (time: string, ms: number): string => new Date(Date.parse(time) - ms).toISOString();

/** Moves a conversation's history into the past. */
function backdate(conversation: Conversation, ms: number): void {
	conversation.createdAt -= ms;
	conversation.startedAt -= ms;
	conversation.changedAt -= ms;
	if (conversation.endedAt !== undefined) conversation.endedAt -= ms;
	for (const participant of conversation.participants) {
		for (const name of TIMES_OF_PARTICIPANT) {
			const time = participant[name];
			if (time !== undefined) participant[name] = time - ms;
		}
		const { wrapup } = participant;
		if (wrapup) wrapup.endTime = earlier(wrapup.endTime, ms);
	}
	for (const message of conversation.messages) message.time = earlier(message.time, ms);
}

function handle({ world, params, body }: ApiRequest): ApiAnswer {
	const conversation = world.conversations.get(params['conversationId'] ?? '');
	if (!conversation) throw notFound('The conversation');
	const { hours } = objectOf(body);
	if (typeof hours !== 'number' || !(hours >= 0)) throw badRequest('"hours" must be 0 or more.');
	backdate(conversation, hours * HOUR_MS);
	return noContent();
}

/** For tests with old conversations. Sends no events, because nothing happens in the conversation. */
export const backdateRoutes: Route[] = [ownRoute('post', 'conversations/:conversationId/backdate', handle)];
