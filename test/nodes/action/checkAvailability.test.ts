import { api, guardNetwork, lacks } from '../support/genesys';
import { failureOf, runOnce } from '../support/runAction';

guardNetwork();

const QUEUE = '22222222-2222-4333-8444-555555555555';

function showQueue(...names: string[]): void {
	api()
		.get('/api/v2/routing/queues')
		.query({ pageSize: 100, pageNumber: 1, name: 'Support' })
		.reply(200, { entities: names.map((name) => ({ id: QUEUE, name })) });
}

describe('Handover: Check Availability', () => {
	it.each([
		['picked from the list', { __rl: true, mode: 'list', value: 'Support', cachedResultName: 'Support' }],
		['by name', { __rl: true, mode: 'name', value: 'Support' }],
		['as plain text', 'Support'],
	])('returns the availability of a queue %s', async (_how, queue) => {
		showQueue('Support');
		const idle = { metric: 'oOnQueueUsers', qualifier: 'IDLE', stats: { count: 2 } };
		api()
			.post('/api/v2/analytics/queues/observations/query')
			.reply(200, { results: [{ group: { queueId: QUEUE }, data: [idle] }, { group: { queueId: QUEUE, mediaType: 'message' } }] });
		api()
			.get(`/api/v2/routing/queues/${QUEUE}/mediatypes/message/estimatedwaittime`)
			.reply(200, { results: [{ estimatedWaitTimeSeconds: 0 }] });
		expect(await runOnce('handover: checkAvailability', { queue })).toEqual({
			availability: 'available',
			queueId: QUEUE,
			queueName: 'Support',
			agentsOnQueue: 2,
			agentsIdle: 2,
			waiting: 0,
			estimatedWaitSeconds: 0,
		});
	});

	it('names the missing permission', async () => {
		showQueue('Support');
		api().post('/api/v2/analytics/queues/observations/query').reply(403, lacks('analytics:queueObservation:view'));
		const failure = await failureOf(runOnce('handover: checkAvailability', { queue: 'Support' }));
		expect(failure.description).toContain('analytics:queueObservation:view');
	});

	it('reports an unknown queue', async () => {
		showQueue();
		api().get('/api/v2/routing/queues').query({ pageSize: 100, pageNumber: 1, sortOrder: 'asc' }).reply(200, { entities: [{ id: QUEUE, name: 'Sales' }] });
		const failure = await failureOf(runOnce('handover: checkAvailability', { queue: 'Support' }));
		expect(failure.message).toBe('Check availability: Genesys Cloud has no queue "Support"');
		expect(failure.description).toContain('Use one of these: "Sales".');
	});

	it('requires a queue before any call', async () => {
		const failure = await failureOf(runOnce('handover: checkAvailability', {}));
		expect(failure.message).toBe('"Queue" is empty');
	});
});
