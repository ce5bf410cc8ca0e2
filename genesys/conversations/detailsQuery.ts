import { listIn } from '../answers';
import type { GenesysClient } from '../client';
import { asText } from '../json';

export interface ListedConversation {
	id: string;
	/** Milliseconds since 1970; absent while it is open. */
	endedAt?: number;
}

export interface Predicate {
	dimension: string;
	value: string;
}

export interface DetailsQuery {
	/** The latest comes first. */
	orderBy: 'conversationStart' | 'conversationEnd';
	/** What one session has, beside being one of Open Messaging. */
	session?: Predicate[];
	/** At least one of these holds for a session, which may be another one. */
	anySession?: Predicate[];
	/** Whether the conversation is over; without it both. */
	ended?: boolean;
	/** 100 at most (UNCONFIRMED). */
	pageSize: number;
	pageNumber: number;
	/** Milliseconds since 1970. */
	now: number;
}

const HOUR_MS = 60 * 60 * 1000;
/**
 * A query finds only conversations that began on a day that its interval touches, and the interval is 31 days at most
 * (UNCONFIRMED): what began earlier is not found, whenever it ended.
 */
const LOOK_BACK_MS = 30 * 24 * HOUR_MS;
/** Finds a conversation that has just begun although the clock here is behind Genesys'. */
const AHEAD_MS = HOUR_MS;

const OPEN_MESSAGING: Predicate[] = [
	{ dimension: 'mediaType', value: 'message' },
	{ dimension: 'messageType', value: 'open' },
];

/**
 * One page of the Open Messaging conversations of the last 30 days (model ConversationQuery). Analytics lag seconds to
 * minutes behind. Permission: analytics:conversationDetail:view.
 *
 * @throws GenesysApiError with code `unexpected.answer` for one that is not Genesys'; GenesysUnreachableError
 */
export async function queryConversations(client: GenesysClient, query: DetailsQuery, what: string): Promise<ListedConversation[]> {
	const path = '/api/v2/analytics/conversations/details/query';
	const read = listIn('conversations');
	const listed = await client.call({ method: 'POST', path, body: bodyOf(query) }, { what, read, repeatable: true });
	return listed.flatMap(({ conversationId, conversationEnd }): ListedConversation[] => {
		const id = asText(conversationId);
		const endedAt = Date.parse(asText(conversationEnd) ?? '');
		if (!id) return [];
		return [Number.isNaN(endedAt) ? { id } : { id, endedAt }];
	});
}

function bodyOf({ orderBy, session = [], anySession = [], ended, pageSize, pageNumber, now }: DetailsQuery): object {
	const [from, to] = [now - LOOK_BACK_MS, now + AHEAD_MS].map((time) => new Date(time).toISOString());
	const isOver = { dimension: 'conversationEnd', operator: ended ? 'exists' : 'notExists' };
	return {
		interval: `${from}/${to}`,
		order: 'desc',
		orderBy,
		paging: { pageSize, pageNumber },
		segmentFilters: [
			{ type: 'and', predicates: [...OPEN_MESSAGING, ...session] },
			...(anySession.length > 0 ? [{ type: 'or', predicates: anySession }] : []),
		],
		...(ended !== undefined && { conversationFilters: [{ type: 'and', predicates: [isOver] }] }),
	};
}
