import type { LifecycleEvent } from '../../../../genesys/conversations/lifecycle';
import { queueTopic, QueueWatch } from '../../../../genesys/conversations/queueWatch';
import { fakeGenesys, ok, refusal, type Answer } from '../fakeGenesys';
import { agent, conversationBody, customer, gone, messageConversationBody, START, waiting as waitingSample } from './samples';

export const PUBLISHED = Date.parse('2026-01-31T09:00:00.000Z');
export const NOW = Date.parse('2026-01-31T12:00:00.000Z');
export const TOPIC = queueTopic('queue-1');

/** The parts of a details query that these tests check. */
export interface Query {
	interval: string;
	orderBy: string;
	paging: { pageSize: number; pageNumber: number };
	segmentFilters: unknown[];
	conversationFilters: Array<{ predicates: Array<{ operator: string }> }>;
}

interface Listed {
	conversationId: string;
	conversationEnd?: string;
}

export const waiting = { ...waitingSample, startTime: START };
export const has = { ...agent, connectedTime: '2026-01-31T10:02:00.000Z' };
export const going = (id: string) => conversationBody([customer, gone(waiting), has], { id });
export const over = (id: string) => conversationBody([gone(customer), gone(waiting), gone(has, 'peer')], { id });
export const live = (id: string) => messageConversationBody([customer, gone(waiting), has], { id });

/** Genesys with the lists of analytics and the conversations; a conversation may also be a response. */
export function setUp({ since = PUBLISHED, queueName }: { since?: number; queueName?: string } = {}) {
	const world = {
		listed: [] as Listed[],
		shown: {} as Record<string, object | Error>,
		/** Responses instead of conversations. */
		answers: {} as Record<string, ReturnType<Answer>>,
		goesOn: true,
		now: NOW,
	};
	const told: LifecycleEvent[] = [];
	const { client, requests, pauses } = fakeGenesys(({ path, body }) => {
		if (path.endsWith('/details/query')) {
			const { conversationFilters, orderBy, paging } = body as Query;
			const ended = conversationFilters[0].predicates[0].operator === 'exists';
			const found = world.listed.filter(({ conversationEnd }) => (conversationEnd !== undefined) === ended);
			if (orderBy === 'conversationEnd') found.sort((a, b) => ((a.conversationEnd ?? '') < (b.conversationEnd ?? '') ? 1 : -1));
			return ok({ conversations: found.slice((paging.pageNumber - 1) * paging.pageSize, paging.pageNumber * paging.pageSize) });
		}
		const id = path.split('/').at(-1) ?? '';
		if (id in world.answers) return world.answers[id];
		const shown = world.shown[id];
		if (!shown) return refusal(404, { code: 'not.found' });
		return shown instanceof Error ? refusal(Number(shown.message), { code: 'not.authorized' }) : ok(shown);
	});
	const watch = new QueueWatch({
		client,
		queues: [{ id: 'queue-1', name: queueName }],
		since,
		now: () => world.now,
		emit: (event) => told.push(event),
		goesOn: () => world.goesOn,
	});
	const looks = () => requests.filter(({ method }) => method === 'GET').map(({ path }) => path.split('/').at(-1));
	const queries = () => requests.filter(({ method }) => method === 'POST').map(({ body }) => body as Query);
	return { world, watch, told, requests, pauses, looks, queries, events: () => told.map(({ event }) => event) };
}
