import { checkAvailability, parseObservations } from '../../../../genesys/routing/availability';
import type { HttpRequest, HttpResponse } from '../../../../genesys/client';
import { brokenConnection, fakeGenesys, lacks, ok, refusal } from '../fakeGenesys';

const users = (qualifier: string, count: number) => ({ metric: 'oOnQueueUsers', qualifier, stats: { count } });
const waiting = (count: number) => ({ metric: 'oWaiting', stats: { count } });
const ofQueue = (...data: object[]) => ({ group: { queueId: 'queue-1' }, data });
const ofChats = (...data: object[]) => ({ group: { queueId: 'queue-1', mediaType: 'message' }, data });

interface Answers {
	queues?: HttpResponse;
	observations?: HttpResponse;
	estimate?: HttpResponse | Error;
}

const answering =
	({
		queues = ok({ entities: [{ id: 'queue-1', name: 'Support' }] }),
		observations = ok({ results: [] }),
		estimate = ok({ results: [{ intent: 'ALL', formula: 'ABANDON', estimatedWaitTimeSeconds: 42 }] }),
	}: Answers = {}) =>
	({ path }: HttpRequest) => {
		if (path.endsWith('/estimatedwaittime')) return estimate as HttpResponse;
		return path.includes('/analytics/') ? observations : queues;
	};

describe('the availability of a queue', () => {
	it('takes three requests for this queue', async () => {
		const { client, requests } = fakeGenesys(answering());
		await checkAvailability(client, 'Support');
		expect(requests).toEqual([
			{ method: 'GET', path: '/api/v2/routing/queues', query: { pageSize: 100, pageNumber: 1, name: 'Support' } },
			{
				method: 'POST',
				path: '/api/v2/analytics/queues/observations/query',
				body: {
					filter: { type: 'and', predicates: [{ dimension: 'queueId', value: 'queue-1' }] },
					metrics: ['oOnQueueUsers', 'oWaiting'],
				},
			},
			{ method: 'GET', path: '/api/v2/routing/queues/queue-1/mediatypes/message/estimatedwaittime' },
		]);
	});

	it.each([
		['available', 'one is idle', [users('IDLE', 1), users('INTERACTING', 2)], 3, 1],
		['busy', 'all have chats', [users('INTERACTING', 2), users('COMMUNICATING', 1)], 3, 0],
		['unavailable', 'all are off the queue', [users('OFF_QUEUE', 4)], 0, 0],
		['unavailable', 'there is no count', [], 0, 0],
	])('is %s if %s', async (availability, _when, rows, agentsOnQueue, agentsIdle) => {
		const { client } = fakeGenesys(answering({ observations: ok({ results: [ofQueue(...rows), ofChats(waiting(5))] }) }));
		expect(await checkAvailability(client, 'Support')).toEqual({
			availability,
			queueId: 'queue-1',
			queueName: 'Support',
			agentsOnQueue,
			agentsIdle,
			waiting: 5,
			estimatedWaitSeconds: 42,
		});
	});

	it.each([
		['Genesys has no estimate', ok({ results: [] })],
		['the estimate is not a number', ok({ results: [{ estimatedWaitTimeSeconds: null }] })],
		['the answer has nothing in it', ok({})],
		['Genesys refuses to estimate for this queue', refusal(400)],
		['the queue has just gone', refusal(404)],
	])('has no estimated wait if %s', async (_when, estimate) => {
		const { client } = fakeGenesys(answering({ estimate }));
		expect(await checkAvailability(client, 'Support')).toMatchObject({ availability: 'unavailable', estimatedWaitSeconds: null });
	});

	it('is an error if Genesys Cloud cannot be reached', async () => {
		const { client } = fakeGenesys(answering({ estimate: brokenConnection() }));
		await expect(checkAvailability(client, 'Support')).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	it.each([
		['routing:queue:view', { queues: lacks('routing:queue:view') }],
		['analytics:queueObservation:view', { observations: lacks('analytics:queueObservation:view') }],
		['routing:queue:view', { estimate: lacks('routing:queue:view') }],
	])('names %s if the role lacks it', async (permission, answers) => {
		const { client } = fakeGenesys(answering(answers));
		await expect(checkAvailability(client, 'Support')).rejects.toMatchObject({
			message: expect.stringMatching(/^Check availability: /),
			advice: expect.stringContaining(permission),
		});
	});
});

describe('the counts of a queue', () => {
	const none = { agentsOnQueue: 0, agentsIdle: 0, waiting: 0 };

	it.each([[''], ['<html>'], [null], [{ error: 'please log in' }]])('cannot be read from %j', (body) => {
		expect(parseObservations(body)).toBeUndefined();
	});

	it.each([[{}], [{ systemToOrganizationMappings: {} }], [{ results: 'none' }], [{ results: [{ group: { queueId: 'queue-1' } }] }], [{ results: [{}] }]])(
		'are none in %j',
		(body) => {
			expect(parseObservations(body)).toEqual(none);
		},
	);

	it('include only messages, not calls and emails', () => {
		const calls = { group: { queueId: 'queue-1', mediaType: 'voice' }, data: [waiting(9)] };
		expect(parseObservations({ results: [calls, ofChats(waiting(2))] })).toEqual({ ...none, waiting: 2 });
	});

	it('omit invalid numbers', () => {
		const rows = [{ metric: 'oWaiting' }, { metric: 'oWaiting', stats: { count: 'many' } }, waiting(1)];
		expect(parseObservations({ results: [ofChats(...rows)] })).toEqual({ ...none, waiting: 1 });
	});

	it('are read case-insensitively', () => {
		expect(parseObservations({ results: [ofQueue(users('idle', 1), users('off_queue', 3))] })).toEqual({
			agentsOnQueue: 1,
			agentsIdle: 1,
			waiting: 0,
		});
	});
});
