import type { HttpRequest } from '../../../../genesys/client';
import { QueueWatch } from '../../../../genesys/conversations/queueWatch';
import { brokenConnection, fakeGenesys, lacks, ok, refusal, rejectionOf } from '../fakeGenesys';
import { customer, gone, messageConversationBody } from './samples';
import { has, live, NOW, setUp, TOPIC, waiting } from './watchSetUp';

describe('a watch on queues', () => {
	it('emits events from notifications', () => {
		const { watch, told, events } = setUp();
		watch.received(TOPIC, live('c1'));
		watch.received(TOPIC, live('c1'));
		watch.received('v2.users.user-1.conversations.messages', live('c2'));
		expect(events()).toEqual(['queued', 'agentJoined']);
		expect(told[0].queue).toEqual({ id: 'queue-1', name: 'Support' });
	});

	it('adds the queue’s name if the notification omits it', () => {
		const { watch, told } = setUp({ queueName: 'Support' });
		watch.received(TOPIC, messageConversationBody([customer, { ...waiting, queueName: undefined }]));
		expect(told[0].queue).toEqual({ id: 'queue-1', name: 'Support' });
	});

	it('emits nothing from before its start, and everything after', () => {
		const { watch, events } = setUp({ since: Date.parse('2026-01-31T10:10:00.000Z') });
		watch.received(TOPIC, live('c1'));
		expect(events()).toEqual([]);
		watch.received(TOPIC, messageConversationBody([gone(customer), gone(waiting), gone(has, 'peer')], { id: 'c1' }));
		expect(events()).toEqual(['agentLeft', 'conversationEnded']);
	});
});

describe('starting a watch', () => {
	const begin = async (answer: (request: HttpRequest) => ReturnType<typeof ok>) => {
		const { client } = fakeGenesys(answer);
		const watch = new QueueWatch({ client, queues: [], since: 0, now: () => NOW, emit: () => {}, goesOn: () => true });
		return await rejectionOf(watch.begin());
	};

	it.each([
		['/details/query', 'analytics:conversationDetail:view'],
		['/conversations/0', 'conversation:communication:view'],
	])('detects a missing permission (%s)', async (part, permission) => {
		const error = await begin(({ path }) => (path.includes(part) ? lacks(permission) : ok()));
		expect(error).toMatchObject({ code: 'missing.permissions', message: expect.stringContaining(permission) as string });
	});

	it.each([400, 404])('accepts the permission if Genesys does not know the probe’s conversation (%i)', async (status) => {
		const { client, requests } = fakeGenesys(({ path }) => (path.includes('/conversations/0') ? refusal(status) : ok()));
		const watch = new QueueWatch({ client, queues: [], since: 0, now: () => NOW, emit: () => {}, goesOn: () => true });
		await watch.begin();
		expect(requests).toHaveLength(3);
	});

	it('detects that Genesys is unreachable', async () => {
		const { client } = fakeGenesys(() => brokenConnection());
		const watch = new QueueWatch({ client, queues: [], since: 0, now: () => NOW, emit: () => {}, goesOn: () => true });
		expect(await rejectionOf(watch.begin())).toMatchObject({ code: 'ECONNRESET' });
	});
});
