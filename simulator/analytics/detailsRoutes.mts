import { divisionsOf, seesConversation } from '../conversations/lookup.mts';
import type { Participant } from '../conversations/model.mts';
import { badRequest, invalidValue, missingField } from '../http/apiError.mts';
import { isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { World } from '../world.mts';
import { checkedFilters, filterMatches } from './filters.mts';
import { knownConversations, sessionOf } from './sessions.mts';
import type { KnownConversation } from './sessions.mts';

const SESSION_DIMENSIONS = [
	...[
		'mediaType',
		'messageType',
		'addressFrom',
		'addressTo',
		'direction',
		'purpose',
		'userId',
		'queueId',
		'sessionId',
	],
	'conversationId',
];
const CONVERSATION_DIMENSIONS = ['conversationEnd', 'conversationStart', 'conversationId', 'originatingDirection'];
/** UNCONFIRMED: the synchronous query accepts at most 31 days. */
const MAX_INTERVAL_MS = 31 * 86_400_000;
/** Default 25. Whether the maximum is 100 is UNCONFIRMED. */
const MAX_PAGE_SIZE = 100;

const ORDERS = ['asc', 'desc', 'unordered'];
/** The SDK's enumeration. Its description lists all but `conversationEnd`. */
const ORDER_KEYS = ['conversationStart', 'conversationEnd', 'segmentStart', 'segmentEnd'] as const;
type OrderKey = (typeof ORDER_KEYS)[number];

const iso = (time: number): string => new Date(time).toISOString();

function intervalOf({ interval }: JsonObject): [number, number] {
	if (interval === undefined) throw missingField('interval');
	const [start = Number.NaN, end = Number.NaN] =
		typeof interval === 'string' ? interval.split('/').map(Date.parse) : [];
	if (!(start < end)) throw invalidValue(interval, 'interval', 'Interval');
	if (end - start > MAX_INTERVAL_MS) throw badRequest('The interval is longer than 31 days.');
	return [start, end];
}

/**
 * "Results will only include conversations that started on a day touched by the interval" (SDK, ConversationQuery). The
 * time zone of a day is UNCONFIRMED.
 */
function startedOnDayOf([from, to]: [number, number], { start }: KnownConversation): boolean {
	const dayOf = (time: number): string => iso(time).slice(0, 10);
	return dayOf(start) >= dayOf(from) && start < to;
}

function orderOf({ order = 'asc', orderBy = 'conversationStart' }: JsonObject): { sign: number; by: OrderKey } {
	if (!ORDERS.includes(String(order))) throw invalidValue(order, 'order', 'Order', ORDERS);
	const by = ORDER_KEYS.find((key) => key === orderBy);
	if (by === undefined) throw invalidValue(orderBy, 'orderBy', 'OrderBy', ORDER_KEYS);
	return { sign: order === 'desc' ? -1 : 1, by };
}

/** Open conversations have no end, so they are sorted after all others. */
const ORDER_BY: Record<OrderKey, (known: KnownConversation) => number> = {
	conversationStart: ({ start }) => start,
	conversationEnd: ({ end }) => end ?? Infinity,
	segmentStart: ({ conversation }) => Math.max(...conversation.participants.map(({ startTime }) => startTime)),
	segmentEnd: ({ conversation }) => Math.max(...conversation.participants.map(({ endTime = Infinity }) => endTime)),
};

function pagingOf({ paging }: JsonObject): { pageSize: number; pageNumber: number } {
	if (paging !== undefined && !isObject(paging)) throw invalidValue(paging, 'paging', 'Object');
	const { pageSize = 25, pageNumber = 1 } = paging ?? {};
	const whole = Number.isInteger(pageSize) && Number.isInteger(pageNumber);
	if (!whole || Number(pageSize) < 1 || Number(pageNumber) < 1 || Number(pageSize) > MAX_PAGE_SIZE) {
		throw badRequest(`The paging is not valid: pageSize is 1 to ${MAX_PAGE_SIZE}, pageNumber 1 or more.`);
	}
	return { pageSize: Number(pageSize), pageNumber: Number(pageNumber) };
}

function participantOf({ conversation, sessions }: KnownConversation, part: Participant): JsonObject[] {
	const session = sessionOf(conversation, part);
	if (!sessions.some(({ sessionId }) => sessionId === session.sessionId)) return [];
	const { purpose, userId, queueId, ...rest } = session;
	const segment = {
		segmentStart: iso(part.startTime),
		...(part.endTime !== undefined && { segmentEnd: iso(part.endTime) }),
		segmentType: part.state === 'alerting' ? 'alert' : 'interact',
		...(queueId !== undefined && { queueId }),
		...(part.disconnectType !== undefined && { disconnectType: part.disconnectType }),
		conference: false,
	};
	return [
		{
			participantId: part.id,
			participantName: part.name,
			purpose,
			...(userId !== undefined && { userId }),
			...(purpose === 'customer' && { attributes: part.attributes }),
			sessions: [{ ...rest, segments: [segment] }],
		},
	];
}

const resultOf = (world: World, known: KnownConversation): JsonObject => ({
	conversationId: known.conversation.id,
	conversationStart: iso(known.start),
	...(known.end !== undefined && { conversationEnd: iso(known.end) }),
	originatingDirection: known.conversation.participants[0]?.purpose === 'api' ? 'outbound' : 'inbound',
	divisionIds: divisionsOf(world, known.conversation).map(({ id }) => id),
	participants: known.conversation.participants.flatMap((part) => participantOf(known, part)),
});

/** POST /analytics/conversations/details/query. A segment filter matches if one session matches. */
function query(request: ApiRequest): ApiAnswer {
	const { world, body } = request;
	const fields = objectOf(body);
	const interval = intervalOf(fields);
	const [from] = interval;
	const { pageSize, pageNumber } = pagingOf(fields);
	const { sign, by } = orderOf(fields);
	const segmentFilters = checkedFilters(fields['segmentFilters'], 'segmentFilters', SESSION_DIMENSIONS);
	const wholeFilters = checkedFilters(fields['conversationFilters'], 'conversationFilters', CONVERSATION_DIMENSIONS);

	const fits = (known: KnownConversation): boolean => {
		const { id: conversationId } = known.conversation;
		const whole = {
			conversationId,
			conversationStart: iso(known.start),
			conversationEnd: known.end === undefined ? undefined : iso(known.end),
		};
		return (
			startedOnDayOf(interval, known) &&
			(known.end ?? Infinity) >= from &&
			wholeFilters.every((filter) => filterMatches(filter, whole)) &&
			segmentFilters.every((filter) =>
				known.sessions.some((session) => filterMatches(filter, { ...session, conversationId })),
			)
		);
	};
	const keyOf = ORDER_BY[by === 'conversationEnd' && !world.settings.analyticsSortsByEnd ? 'conversationStart' : by];
	const compare = (a: KnownConversation, b: KnownConversation): number =>
		keyOf(a) === keyOf(b) ? 0 : (keyOf(a) < keyOf(b) ? -1 : 1) * sign;
	const visible = knownConversations(world).filter(({ conversation }) => seesConversation(request, conversation));
	const found = visible.filter(fits).sort(compare);
	const page = found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
	// Live responses omit an empty list.
	const entities = page.map((known) => resultOf(world, known));
	return ok({ ...(page.length > 0 && { conversations: entities }), totalHits: found.length });
}

export const detailsRoutes: Route[] = [
	{
		method: 'post',
		path: '/api/v2/analytics/conversations/details/query',
		needs: { any: ['analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'] },
		handle: query,
	},
];
