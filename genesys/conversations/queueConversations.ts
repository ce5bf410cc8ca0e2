import { listIn } from '../answers';
import type { GenesysClient } from '../client';
import { asText } from '../json';

export interface ListedConversation {
	id: string;
	/** Milliseconds since 1970; absent while it goes on. */
	endedAt?: number;
}

/** Which conversations to list: of which queues, with something going on in which time, over or not. Times in milliseconds. */
export interface ConversationFilter {
	queueIds: string[];
	from: number;
	to: number;
	ended: boolean;
}

/** Genesys gives 100 on a page at most (UNCONFIRMED). */
const PAGE_SIZE = 100;
/** More than this many pages are not read: 5000 conversations. */
const MAX_PAGES = 50;

/**
 * Open Messaging conversations that were in one of the queues, the newest first. Analytics lag seconds to minutes behind.
 * Permission: analytics:conversationDetail:view.
 *
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function listQueueConversations(
	client: GenesysClient,
	{ queueIds, from, to, ended }: ConversationFilter,
): Promise<ListedConversation[]> {
	const listed: ListedConversation[] = [];
	for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber++) {
		const page = await client.call(
			{
				method: 'POST',
				path: '/api/v2/analytics/conversations/details/query',
				body: {
					interval: `${new Date(from).toISOString()}/${new Date(to).toISOString()}`,
					order: 'desc',
					orderBy: 'conversationStart',
					paging: { pageSize: PAGE_SIZE, pageNumber },
					segmentFilters: [
						{
							type: 'and',
							predicates: [
								{ dimension: 'mediaType', value: 'message' },
								{ dimension: 'messageType', value: 'open' },
							],
						},
						{ type: 'or', predicates: queueIds.map((value) => ({ dimension: 'queueId', value })) },
					],
					conversationFilters: [
						{ type: 'and', predicates: [{ dimension: 'conversationEnd', operator: ended ? 'exists' : 'notExists' }] },
					],
				},
			},
			{ what: 'List conversations of the queues', read: listIn('conversations'), repeatable: true },
		);
		for (const { conversationId, conversationEnd } of page) {
			const id = asText(conversationId);
			const endedAt = Date.parse(asText(conversationEnd) ?? '');
			if (id) listed.push(Number.isNaN(endedAt) ? { id } : { id, endedAt });
		}
		if (page.length < PAGE_SIZE) break;
	}
	return listed;
}
