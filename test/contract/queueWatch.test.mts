import { setTimeout as delay } from 'node:timers/promises';
import { answerDoorbell, eventsAround, readDoorbell } from '../../genesys/conversations/doorbell.ts';
import type { LifecycleEvent } from '../../genesys/conversations/lifecycle.ts';
import { queueTopic, QueueWatch } from '../../genesys/conversations/queueWatch.ts';
import { openChannel } from '../../genesys/notifications/channel.ts';
import { NotificationConnection } from '../../genesys/notifications/connection.ts';
import { Lifetime } from '../../genesys/notifications/lifetime.ts';
import { openSocket } from '../../nodes/GenesysConversationTrigger/listen.ts';
import { closeConnections, detailTopics, listen, nameOf } from './support/channel.mts';
import { contract } from './support/genesys.mts';
import { eventually, newIntegration, startConversation } from './support/handover.mts';
import { packageClient } from './support/packageClient.mts';

/** The package's queue watch against the simulator: what it reports while notifications are lost, late, or duplicated. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
const running: NotificationConnection[] = [];
let integrationId: string;
let queueIds: string[];

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
	const { entities = [] } = await genesys.routing.getRoutingQueues();
	queueIds = entities.map(({ id }) => id ?? '');
});
afterEach(async () => {
	for (const connection of running.splice(0)) connection.close();
	closeConnections();
	await genesys.control('DELETE', 'faults');
});

async function watchQueues() {
	const { client } = await packageClient(genesys);
	const told: LifecycleEvent[] = [];
	const since = Date.now() - 1000;
	const watch = new QueueWatch({
		client,
		queues: queueIds.map((id) => ({ id })),
		since,
		now: Date.now,
		emit: (event) => told.push(event),
		goesOn: () => true,
	});
	const connection = new NotificationConnection({
		openChannel: async () => (await openChannel(client, queueIds.map(queueTopic))).address,
		openSocket,
		onEvent: (topicName, eventBody) => watch.received(topicName, eventBody),
		onGap: () => {
			watch.missed();
			// A request that the end of the test interrupts doesn't matter.
			void watch.look().catch(() => {});
		},
		onNotice: () => {},
		lifetime: new Lifetime(async (milliseconds) => await delay(milliseconds)),
		elapsed: () => performance.now(),
		random: Math.random,
	});
	running.push(connection);
	await connection.connect();
	const keysOf = (conversationId: string) =>
		told.filter((event) => event.conversationId === conversationId).map(({ deduplicationKey }) => deduplicationKey);
	const eventsOf = (conversationId: string) => keysOf(conversationId).map((key) => key.split(':')[0]);
	const ends = async (conversationId: string) =>
		await eventually(
			async () => eventsOf(conversationId),
			(events) => events.includes('conversationEnded'),
		);
	return { watch, told, keysOf, eventsOf, ends };
}

const agent = async (conversationId: string, ...actions: string[]) => {
	for (const action of actions) {
		const body = action === 'transfer' ? { queueId: queueIds[1] } : {};
		await genesys.control('POST', `conversations/${conversationId}/${action}`, body);
	}
};

const WHOLE = ['offer', 'decline', 'accept', 'transfer', 'accept', 'end', 'wrapup'];
const TOLD = [
	'agentDeclined',
	'agentJoined',
	'agentJoined',
	'agentLeft',
	'conversationEnded',
	'queued',
	'queued',
	'transferred',
];

test.each([
	['in order', {}],
	['twice', { kind: 'duplicateEvent', times: 0 }],
	['out of order', { kind: 'disorderEvent', ms: 60, times: 0 }],
])('a handover is reported completely, each event once, from notifications delivered %s', async (_how, fault) => {
	const { eventsOf, keysOf, ends } = await watchQueues();
	if ('kind' in fault) await genesys.control('POST', 'faults', fault);
	const { conversationId } = await startConversation(genesys, { integrationId });
	await agent(conversationId, ...WHOLE);
	await ends(conversationId);
	await delay(150);
	expect(eventsOf(conversationId).sort()).toEqual(TOLD);
	expect(new Set(keysOf(conversationId)).size).toBe(TOLD.length);
});

test('a conversation that a supervisor takes over and whose session expires is passed on and ends once', async () => {
	const { told, ends } = await watchQueues();
	const { conversationId } = await startConversation(genesys, { integrationId });
	const { entities: [, supervisor] = [] } = await genesys.users.getUsers();
	await agent(conversationId, 'offer', 'doNotDisturb', 'accept');
	await genesys.control('POST', `conversations/${conversationId}/takeOver`, { toAgentId: supervisor.id });
	await agent(conversationId, 'expire');
	await ends(conversationId);
	const ofChat = told.filter((event) => event.conversationId === conversationId);
	expect(ofChat.map(({ event, endReason }) => [event, endReason]).sort()).toEqual([
		['agentDeclined', 'endpoint.donotdisturb'],
		['agentJoined', undefined],
		['agentJoined', undefined],
		['agentLeft', 'session.expired'],
		['conversationEnded', 'session.expired'],
		['queued', undefined],
		['transferred', 'takeover'],
	]);
});

test('a handover without notifications is found by polling', async () => {
	const { watch, eventsOf } = await watchQueues();
	await genesys.control('POST', 'faults', { kind: 'loseEvent', times: 0 });
	const { conversationId } = await startConversation(genesys, { integrationId });
	await agent(conversationId, ...WHOLE);
	expect(eventsOf(conversationId)).toEqual([]);
	await watch.look();
	expect(eventsOf(conversationId).sort()).toEqual(TOLD);
});

test('the end of a conversation that began three days ago is found by polling', async () => {
	const { watch, eventsOf } = await watchQueues();
	const { conversationId } = await startConversation(genesys, { integrationId });
	await agent(conversationId, 'accept');
	await eventually(
		async () => eventsOf(conversationId),
		(events) => events.includes('agentJoined'),
	);
	await genesys.control('POST', `conversations/${conversationId}/backdate`, { hours: 72 });
	await genesys.control('POST', 'faults', { kind: 'loseEvent', times: 0 });
	await agent(conversationId, 'end');
	const told = eventsOf(conversationId).length;
	const later = await watchQueues();
	await later.watch.look();
	expect(later.eventsOf(conversationId)).toEqual(['agentLeft', 'conversationEnded']);
	await watch.look();
	expect(eventsOf(conversationId).slice(told)).toEqual(['agentLeft', 'conversationEnded']);
});

test('a connection that is cut is restored, and the missed end is found', async () => {
	const { ends } = await watchQueues();
	const { conversationId } = await startConversation(genesys, { integrationId });
	await agent(conversationId, 'accept');
	await genesys.control('POST', 'faults', { kind: 'dropSockets', ms: 300 });
	await agent(conversationId, 'end');
	await ends(conversationId);
});

test('a connection that Genesys Cloud closes after a warning is replaced without a gap', async () => {
	const { ends, eventsOf } = await watchQueues();
	await genesys.control('POST', 'faults', { kind: 'socketClosing', ms: 500 });
	const { conversationId } = await startConversation(genesys, { integrationId });
	await agent(conversationId, 'accept');
	await delay(600);
	await agent(conversationId, 'end');
	await ends(conversationId);
	expect(eventsOf(conversationId).sort()).toEqual(['agentJoined', 'agentLeft', 'conversationEnded', 'queued']);
});

test('the queue watch and the detail events produce the same events with the same keys', async () => {
	const { keysOf, ends } = await watchQueues();
	const { conversationId } = await startConversation(genesys, { integrationId });
	const listener = await listen(genesys, ...detailTopics(conversationId));
	await agent(conversationId, ...WHOLE);
	await ends(conversationId);
	await eventually(
		async () => listener.events(),
		(events) => events.some((event) => nameOf(event) === 'acw'),
	);

	const { client } = await packageClient(genesys);
	const keys = new Set<string>();
	for (const frame of listener.events()) {
		const doorbell = readDoorbell(frame, Date.now());
		const conversation = doorbell && (await answerDoorbell(client, doorbell));
		if (!conversation) throw new Error(`not understood: ${JSON.stringify(frame)}`);
		for (const { deduplicationKey } of eventsAround(conversation, doorbell, Date.now())) keys.add(deduplicationKey);
	}
	expect([...keys].sort()).toEqual(keysOf(conversationId).sort());
});
