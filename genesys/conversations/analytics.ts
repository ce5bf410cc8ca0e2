import { listIn } from '../answers';
import type { GenesysClient } from '../client';
import { asText } from '../json';

/** A conversation as analytics list it, seconds to minutes late. */
export interface ListedConversation {
	id: string;
	/** Milliseconds since 1970; absent while it is open. */
	endedAt?: number;
}

interface Query {
	/** The latest comes first. */
	orderBy: 'conversationStart' | 'conversationEnd';
	/** What one session has, besides being one of Open Messaging. */
	session?: Array<{ dimension: string; value: string }>;
	/** One of these had the conversation. */
	queueIds?: string[];
	/** Whether the conversation is over; both without it. */
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
 * (UNCONFIRMED): conversations that began earlier are not found, whenever they ended.
 */
const LOOK_BACK_MS = 30 * 24 * HOUR_MS;
/** Finds a conversation that has just begun although our clock is behind Genesys'. */
const AHEAD_MS = HOUR_MS;

const PAGE_SIZE = 100;
/** Pause between two pages: analytics queries have a rate limit of their own, which is not published. */
const PAGE_PAUSE_MS = 400;

/**
 * Finds the ID of a customer's newest conversation over an integration, ended or not, that began in the last 30 days. An
 * OAuth client has no "my conversations", so this asks analytics. Permission: analytics:conversationDetail:view.
 *
 * @throws GenesysApiError with code `unexpected.answer` for an answer that is not Genesys'; GenesysUnreachableError
 */
export async function findConversationId(
	client: GenesysClient,
	{ customerId, integrationId, now }: { customerId: string; integrationId: string; now: Date },
): Promise<string | undefined> {
	const session = [
		{ dimension: 'addressFrom', value: customerId },
		{ dimension: 'addressTo', value: integrationId },
	];
	const query: Query = { orderBy: 'conversationStart', session, pageSize: 1, pageNumber: 1, now: now.getTime() };
	const [newest] = await queryPage(client, query, 'Find conversation');
	return newest?.id;
}

/**
 * Lists the IDs of the open Open Messaging conversations of the last 30 days that were in one of the queues.
 * Permission: analytics:conversationDetail:view.
 *
 * @param now milliseconds since 1970
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function listOpenConversations(client: GenesysClient, queueIds: string[], now: number): Promise<string[]> {
	const ids: string[] = [];
	for await (const page of pagesOf(client, { orderBy: 'conversationStart', queueIds, ended: false, now })) ids.push(...page.map(({ id }) => id));
	return ids;
}

/**
 * Lists those that have ended since, the latest first: days may lie between their start and their end.
 *
 * @param since milliseconds since 1970
 */
export async function listEndedConversations(
	client: GenesysClient,
	queueIds: string[],
	{ since, now }: { since: number; now: number },
): Promise<Array<Required<ListedConversation>>> {
	const listed: Array<Required<ListedConversation>> = [];
	for await (const page of pagesOf(client, { orderBy: 'conversationEnd', queueIds, ended: true, now })) {
		const late = page.flatMap(({ id, endedAt }) => (endedAt !== undefined && endedAt >= since ? [{ id, endedAt }] : []));
		listed.push(...late);
		if (late.length < page.length && isInOrder(page)) break;
	}
	return listed;
}

/** The SDK's enumeration has the order by end, its text does not: that Genesys keeps to it is UNCONFIRMED. */
function isInOrder(page: ListedConversation[]): boolean {
	const ends = page.map(({ endedAt }) => endedAt ?? Infinity);
	return ends.every((end, index) => index === 0 || end <= ends[index - 1]);
}

/** Page after page until one is not full, each conversation once: a change in between moves it to the next page. */
async function* pagesOf(client: GenesysClient, query: Omit<Query, 'pageSize' | 'pageNumber'>): AsyncGenerator<ListedConversation[]> {
	const seen = new Set<string>();
	for (let pageNumber = 1; ; pageNumber++) {
		const page = await queryPage(client, { ...query, pageSize: PAGE_SIZE, pageNumber }, 'List conversations of the queues');
		const fresh = page.filter(({ id }) => !seen.has(id));
		for (const { id } of fresh) seen.add(id);
		// A page with nothing new in it would be followed by more of them.
		if (fresh.length > 0) yield fresh;
		if (page.length < PAGE_SIZE || fresh.length === 0) return;
		await client.sleep(PAGE_PAUSE_MS);
	}
}

/** Model ConversationQuery. */
async function queryPage(client: GenesysClient, query: Query, what: string): Promise<ListedConversation[]> {
	const { orderBy, session = [], queueIds = [], ended, pageSize, pageNumber, now } = query;
	const openMessaging = [
		{ dimension: 'mediaType', value: 'message' },
		{ dimension: 'messageType', value: 'open' },
	];
	const inQueue = queueIds.map((value) => ({ dimension: 'queueId', value }));
	const isOver = { dimension: 'conversationEnd', operator: ended ? 'exists' : 'notExists' };
	const body = {
		interval: [now - LOOK_BACK_MS, now + AHEAD_MS].map((time) => new Date(time).toISOString()).join('/'),
		order: 'desc',
		orderBy,
		paging: { pageSize, pageNumber },
		segmentFilters: [
			{ type: 'and', predicates: [...openMessaging, ...session] },
			// Another session of the conversation may have been in the queue.
			...(inQueue.length > 0 ? [{ type: 'or', predicates: inQueue }] : []),
		],
		...(ended !== undefined && { conversationFilters: [{ type: 'and', predicates: [isOver] }] }),
	};
	const path = '/api/v2/analytics/conversations/details/query';
	const listed = await client.call({ method: 'POST', path, body }, { what, read: listIn('conversations'), repeatable: true });
	return listed.flatMap(({ conversationId, conversationEnd }): ListedConversation[] => {
		const id = asText(conversationId);
		const endedAt = Date.parse(asText(conversationEnd) ?? '');
		if (!id) return [];
		return [Number.isNaN(endedAt) ? { id } : { id, endedAt }];
	});
}
