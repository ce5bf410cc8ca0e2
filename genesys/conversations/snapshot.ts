import { isLive, type Conversation, type Leg } from './conversation';
import { WITH_AGENT } from './status';
import type { Observation, Part, Role } from './observation';

const ROLES: Record<string, Role> = { customer: 'customer', acd: 'queue', agent: 'agent', user: 'agent' };

/** Nobody has the chat in these states, whatever times are given. */
const RINGING = ['scheduled', 'alerting', 'dialing', 'contacting', 'offering'];

/**
 * What a whole conversation tells, fetched or out of a queue topic.
 *
 * @param seenAt stands in for times that Genesys does not give, in milliseconds since 1970
 */
export function observationOf(conversation: Conversation, seenAt: number): Observation {
	const customer = conversation.legs.findLast(({ purpose }) => ROLES[purpose] === 'customer');
	return {
		conversationId: conversation.id,
		customerId: customer?.fromAddress ?? customer?.address,
		integrationId: customer?.toAddress,
		parts: conversation.legs.flatMap((leg) => partOf(leg, seenAt)),
		endedAt: timeOf(conversation.endTime),
	};
}

/** Participants of other purposes (the flow, recordings) and those who only listen do not move the life cycle. */
function partOf(leg: Leg, seenAt: number): Part[] {
	const role = Object.hasOwn(ROLES, leg.purpose) ? ROLES[leg.purpose] : undefined;
	if (role === undefined || leg.participantId === '' || leg.listensOnly) return [];
	const { participantId, name, userId, queueId, queueName, disconnectType } = leg;
	const isGone = !isLive(leg) && (leg.state !== '' || leg.endTime !== undefined);
	// What comes late must not count as connected at this moment, where something older is known.
	const since = timeOf(leg.connectedTime) ?? (WITH_AGENT.includes(leg.state) ? (timeOf(leg.startTime) ?? seenAt) : undefined);
	const connectedAt = RINGING.includes(leg.state) ? undefined : since;
	return [
		{
			participantId,
			role,
			name: role === 'agent' ? name : undefined,
			userId,
			queueId,
			queueName,
			begunAt: timeOf(leg.startTime) ?? connectedAt ?? (isLive(leg) ? seenAt : undefined),
			connectedAt,
			endedAt: isGone ? (timeOf(leg.endTime) ?? seenAt) : undefined,
			disconnectType,
		},
	];
}

/** Milliseconds since 1970, or `undefined` for what cannot be read as a time. */
function timeOf(time: string | undefined): number | undefined {
	const milliseconds = Date.parse(time ?? '');
	return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
