import { setTimeout as delay } from 'node:timers/promises';
import type { LifecycleEvent } from '../../genesys/conversations/lifecycle.ts';
import { QueueListener } from '../../genesys/conversations/queueListener.ts';
import { Lifetime } from '../../genesys/notifications/lifetime.ts';
import { openSocket } from '../../nodes/GenesysConversationTrigger/listen.ts';
import { contract } from './support/genesys.mts';
import { eventually, newIntegration, startConversation } from './support/handover.mts';
import { packageClient } from './support/packageClient.mts';

/** The package's listener against the simulator: its requests while connections keep breaking, and after an outage. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50, flowText: '' });
const running: QueueListener[] = [];
let integrationId: string;

beforeEach(async () => {
	integrationId ??= await newIntegration(genesys);
});
afterEach(async () => {
	for (const listener of running.splice(0)) listener.close();
	await genesys.control('DELETE', 'faults');
	// Requests that were running may still be answered.
	await delay(300);
});

async function listener(options: { since?: number; isResuming?: boolean } = {}) {
	const { client, requests } = await packageClient(genesys);
	const sleep = async (milliseconds: number) => await delay(milliseconds);
	const emitted: LifecycleEvent[] = [];
	const made = new QueueListener({
		client,
		openSocket,
		lifetime: new Lifetime(sleep),
		now: Date.now,
		elapsed: () => performance.now(),
		random: () => 1,
		wanted: [],
		since: Date.now() - 1000,
		isResuming: false,
		emit: (event) => emitted.push(event),
		onCaughtUp: () => {},
		log: () => {},
		...options,
	});
	running.push(made);
	const count = (method: string, part: string) => requests.filter((one) => one.method === method && one.path.includes(part)).length;
	const eventsOf = (conversationId: string) =>
		emitted.filter((event) => event.conversationId === conversationId).map(({ event }) => event);
	return { listener: made, count, eventsOf };
}

test.each(['closeAtOnce', 'refuseAtOnce', 'warnAtOnce'])(
	'a connection that breaks right after it opens (%s) is retried a few times, not thousands, while conversations are still followed',
	async (kind) => {
		const { listener: listening, count, eventsOf } = await listener();
		await listening.listen();
		await genesys.control('POST', 'faults', { kind });
		const before = count('PUT', '/subscriptions');
		const { conversationId } = await startConversation(genesys, { integrationId });
		await genesys.control('POST', `conversations/${conversationId}/accept`);
		await genesys.control('POST', `conversations/${conversationId}/end`);
		const again = () => count('PUT', '/subscriptions') - before;
		await eventually(async () => again(), (times) => times >= 3);
		await delay(1_000);
		// After 1, 3, and 7 seconds; the next one would follow after 15.
		expect(again()).toBe(3);
		// Two requests per check: one at the start, one for each new connection.
		expect(count('POST', '/details/query')).toBeLessThanOrEqual(12);
		expect(count('POST', '/channels')).toBeLessThanOrEqual(5);
		expect(eventsOf(conversationId).filter((event) => event === 'conversationEnded')).toHaveLength(1);
	},
);

test('after an outage of an hour, the end of a three-day-old conversation is found first, among 200 open ones', async () => {
	const { conversationId } = await startConversation(genesys, { integrationId });
	await genesys.control('POST', `conversations/${conversationId}/accept`);
	await genesys.control('POST', `conversations/${conversationId}/backdate`, { hours: 72 });
	for (let chats = 0; chats < 20; chats++) {
		await Promise.all(Array.from({ length: 10 }, async () => await startConversation(genesys, { integrationId })));
	}
	await genesys.control('POST', `conversations/${conversationId}/end`);
	await genesys.control('POST', `conversations/${conversationId}/backdate`, { hours: 0.5 });
	// Only polling helps, because no WebSocket opens.
	await genesys.control('POST', 'faults', { kind: 'dropSockets', times: 0 });

	const { listener: listening, count, eventsOf } = await listener({ since: Date.now() - 3_600_000, isResuming: true });
	const looks = () => count('GET', '/conversations/');
	listening.listenInBackground();
	await eventually(
		async () => eventsOf(conversationId),
		(events) => events.includes('conversationEnded'),
	);
	// If it were checked last, it would be among 200.
	expect(looks()).toBeLessThanOrEqual(25);
	expect(eventsOf(conversationId)).toEqual(['agentLeft', 'conversationEnded']);
	// Half of the 300 requests per minute are reserved for messages.
	const [looksBefore, begun] = [looks(), performance.now()];
	await delay(4_000);
	expect(looks() - looksBefore).toBeLessThanOrEqual((performance.now() - begun) / 400 + 1);
	expect(eventsOf(conversationId)).toEqual(['agentLeft', 'conversationEnded']);
});
