import { startNotificationServer } from '../../support/notificationServer';
import { publishConversationTrigger, type ListeningSetUp, type ListeningTrigger } from './runConversationTrigger';

/** What conversation triggers listen to in a test, and the events that they receive there. */

export const topicOf = (queueId: string) => `v2.routing.queues.${queueId}.conversations.messages`;
export const TOPIC = topicOf('queue-1');

export let genesys: Awaited<ReturnType<typeof startNotificationServer>>;
const running: ListeningTrigger[] = [];

/** One fixed time per test, so that events at the same moment have the same time. */
let now = Date.now();

/** A notification server for each test of a file, closed at its end together with the triggers that listened to it. */
export function serveNotifications(): void {
	beforeEach(async () => {
		now = Date.now();
		genesys = await startNotificationServer();
	});
	afterEach(async () => {
		for (const trigger of running.splice(0)) await trigger.close();
		await genesys.close();
	});
}

export async function publish(setUp: Omit<ListeningSetUp, 'genesys'> = {}): Promise<ListeningTrigger> {
	const trigger = await publishConversationTrigger({ genesys: genesys.url, ...setUp });
	running.push(trigger);
	return trigger;
}

export const soon = (seconds: number) => new Date(now + seconds * 1000).toISOString();

interface Chat {
	joinedAt?: string;
	endedAt?: string;
}

const customer = ({ endedAt }: Chat) => ({
	id: 'p-customer',
	purpose: 'customer',
	startTime: soon(-60),
	address: 'customer-42',
	...(endedAt ? { state: 'disconnected', disconnectType: 'client', endTime: endedAt } : { state: 'connected' }),
});
const agent = ({ joinedAt, endedAt }: Chat) => ({
	id: 'p-agent',
	purpose: 'agent',
	name: 'Agent One',
	user: { id: 'user-1' },
	queue: { id: 'queue-1' },
	startTime: soon(-30),
	connectedTime: joinedAt,
	...(endedAt ? { state: 'disconnected', disconnectType: 'peer', endTime: endedAt } : { state: joinedAt ? 'connected' : 'alerting' }),
});
export const chat = (id: string, state: Chat) => ({ id, participants: [customer(state), ...(state.joinedAt ? [agent(state)] : [])] });
export const notify = (id: string, state: Chat) => genesys.send({ topicName: TOPIC, version: '2', eventBody: chat(id, state), metadata: {} });
export const eventsOf = ({ started }: ListeningTrigger) => started.map(({ event }) => event);
