import { listIn } from '../answers';
import type { GenesysClient } from '../client';
import { asText } from '../json';
import { timeIn } from './conversation';

/** A conversation listed by analytics, with a delay of seconds to minutes. All times are milliseconds since 1970. */
type Listed = { id: string; endedAt?: number };

interface Query {
	orderBy: 'conversationStart' | 'conversationEnd';
	session?: Record<string, string>;
	queueIds?: string[];
	ended?: boolean;
	now: number;
}

const HOUR_MS = 60 * 60 * 1000;
/** A query finds conversations that started in its interval of at most 31 days (UNCONFIRMED). */
const LOOK_BACK_MS = 30 * 24 * HOUR_MS;
const AHEAD_MS = HOUR_MS; // Allowed clock skew: our clock may be behind Genesys'.
const PAGE_SIZE = 100; // Genesys' maximum (UNCONFIRMED).
/** Pause between two pages: analytics queries have a separate, unpublished rate limit. */
const PAGE_PAUSE_MS = 400;

/**
 * The ID of a customer's newest conversation on an integration in the last 30 days, ended or not.
 * Permission: analytics:conversationDetail:view. @throws GenesysApiError, GenesysUnreachableError
 */
export async function findConversationId(
	client: GenesysClient, { customerId, integrationId, now }: { customerId: string; integrationId: string; now: Date },
): Promise<string | undefined> {
	const query: Query = { orderBy: 'conversationStart', session: { addressFrom: customerId, addressTo: integrationId }, now: now.getTime() };
	const [newest] = await readPage(client, 'Find conversation', query, { pageSize: 1, pageNumber: 1 });
	return newest?.id;
}

/** IDs of open conversations in the last 30 days. Permission: analytics:conversationDetail:view. @throws GenesysApiError, GenesysUnreachableError */
export async function listOpenConversations(client: GenesysClient, queueIds: string[], now: number): Promise<string[]> {
	return (await readPages(client, { orderBy: 'conversationStart', queueIds, ended: false, now })).map(({ id }) => id);
}

/** Lists conversations that ended since then, latest first. They may have started days earlier. */
export async function listEndedConversations(client: GenesysClient, queueIds: string[], { since, now }: { since: number; now: number }) {
	const isLate = (one: Listed): one is Required<Listed> => one.endedAt !== undefined && one.endedAt >= since;
	// The SDK's enumeration allows ordering by end, its text doesn't: whether Genesys applies it is UNCONFIRMED.
	const isInOrder = (page: Listed[]) =>
		page.every(({ endedAt = Infinity }, index) => index === 0 || endedAt <= (page[index - 1].endedAt ?? Infinity));
	const query: Query = { orderBy: 'conversationEnd', queueIds, ended: true, now };
	return (await readPages(client, query, (page) => !page.every(isLate) && isInOrder(page))).filter(isLate);
}

/** Lists each conversation once, even if a change between two pages moves it to the next one. */
async function readPages(client: GenesysClient, query: Query, isLast: (page: Listed[]) => boolean = () => false): Promise<Listed[]> {
	const listed = new Map<string, Listed>();
	for (let pageNumber = 1; ; pageNumber++) {
		const page = await readPage(client, 'List conversations of the queues', query, { pageSize: PAGE_SIZE, pageNumber });
		const fresh = page.filter(({ id }) => !listed.has(id));
		for (const one of fresh) listed.set(one.id, one);
		if (page.length < PAGE_SIZE || fresh.length === 0 || isLast(fresh)) return [...listed.values()];
		await client.sleep(PAGE_PAUSE_MS);
	}
}

/** Model ConversationQuery. */
async function readPage(client: GenesysClient, what: string, query: Query, paging: object): Promise<Listed[]> {
	const { orderBy, session, queueIds = [], ended, now } = query;
	const ofSession = Object.entries({ mediaType: 'message', messageType: 'open', ...session });
	const inQueue = queueIds.map((value) => ({ dimension: 'queueId', value }));
	const isOver = { dimension: 'conversationEnd', operator: ended ? 'exists' : 'notExists' };
	const body = {
		interval: [now - LOOK_BACK_MS, now + AHEAD_MS].map((time) => new Date(time).toISOString()).join('/'),
		order: 'desc',
		orderBy,
		paging,
		segmentFilters: [
			{ type: 'and', predicates: ofSession.map(([dimension, value]) => ({ dimension, value })) },
			// Another session of the conversation may have been in the queue.
			...(inQueue.length > 0 ? [{ type: 'or', predicates: inQueue }] : []),
		],
		...(ended !== undefined && { conversationFilters: [{ type: 'and', predicates: [isOver] }] }),
	};
	const path = '/api/v2/analytics/conversations/details/query';
	const found = await client.call({ method: 'POST', path, body }, { what, read: listIn('conversations'), repeatable: true });
	return found.flatMap(({ conversationId, conversationEnd }): Listed[] => {
		const id = asText(conversationId);
		return id ? [{ id, endedAt: timeIn(conversationEnd) }] : [];
	});
}
