import type { GenesysClient } from '../client';
import { queryConversations, type DetailsQuery, type ListedConversation } from './detailsQuery';

const WHAT = 'List conversations of the queues';

/** Genesys gives 100 on a page at most (UNCONFIRMED). */
const PAGE_SIZE = 100;
/** Pause between two pages: queries of analytics have a rate limit of their own, which is not published. */
const PAGE_PAUSE_MS = 400;

/**
 * IDs of the Open Messaging conversations of the last 30 days that were in one of the queues and are open.
 * Permission: analytics:conversationDetail:view.
 *
 * @param now milliseconds since 1970
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function listOpenConversations(client: GenesysClient, queueIds: string[], now: number): Promise<string[]> {
	const ids: string[] = [];
	for await (const page of pagesOf(client, { ...inQueues(queueIds), orderBy: 'conversationStart', ended: false, now })) {
		ids.push(...page.map(({ id }) => id));
	}
	return ids;
}

/**
 * The same for those that have ended since, the latest first: days may lie between their beginning and their end.
 *
 * @param since milliseconds since 1970
 */
export async function listEndedConversations(
	client: GenesysClient,
	queueIds: string[],
	{ since, now }: { since: number; now: number },
): Promise<Array<Required<ListedConversation>>> {
	const listed: Array<Required<ListedConversation>> = [];
	for await (const page of pagesOf(client, { ...inQueues(queueIds), orderBy: 'conversationEnd', ended: true, now })) {
		const late = page.flatMap(({ id, endedAt }) => (endedAt !== undefined && endedAt >= since ? [{ id, endedAt }] : []));
		listed.push(...late);
		if (late.length < page.length && isInOrder(page)) break;
	}
	return listed;
}

/** The SDK's enumeration has the order by the end, its text does not: that Genesys keeps to it is UNCONFIRMED. */
function isInOrder(page: ListedConversation[]): boolean {
	const ends = page.map(({ endedAt }) => endedAt ?? Infinity);
	return ends.every((end, index) => index === 0 || end <= ends[index - 1]);
}

function inQueues(queueIds: string[]): Pick<DetailsQuery, 'anySession'> {
	return { anySession: queueIds.map((value) => ({ dimension: 'queueId', value })) };
}

/** Page after page until one is not full, each conversation once: what changes meanwhile moves on to the next page. */
async function* pagesOf(
	client: GenesysClient,
	query: Omit<DetailsQuery, 'pageSize' | 'pageNumber'>,
): AsyncGenerator<ListedConversation[]> {
	const seen = new Set<string>();
	for (let pageNumber = 1; ; pageNumber++) {
		const page = await queryConversations(client, { ...query, pageSize: PAGE_SIZE, pageNumber }, WHAT);
		const fresh = page.filter(({ id }) => !seen.has(id));
		for (const { id } of fresh) seen.add(id);
		// A page with nothing new in it would be followed by more of them.
		if (fresh.length > 0) yield fresh;
		if (page.length < PAGE_SIZE || fresh.length === 0) return;
		await client.sleep(PAGE_PAUSE_MS);
	}
}
