import type { Models } from 'purecloud-platform-client-v2';
import { WebSocket } from 'ws';
import type { Contract } from './genesys.mts';
import { eventually } from './handover.mts';

/** A frame from a channel's WebSocket; the response to a subscription over it has no topic. */
export interface Frame {
	topicName?: string;
	version?: string;
	eventBody: Record<string, unknown>;
	metadata?: { CorrelationId?: string };
	result?: string;
	status?: string;
	correlationId?: string;
}

export interface Connection {
	readonly frames: Frame[];
	/** The code with which the connection was closed. */
	readonly closed: Promise<number>;
	send(message: object): void;
	close(): void;
}

const open: WebSocket[] = [];

/** Connects to a channel; throws with the HTTP status if the connection is refused. */
export async function connect({ connectUri = '' }: Models.Channel): Promise<Connection> {
	const socket = new WebSocket(connectUri);
	open.push(socket);
	const frames: Frame[] = [];
	socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
	const closed = new Promise<number>((resolve) => socket.on('close', resolve));
	await new Promise<void>((resolve, reject) => {
		socket.once('open', resolve);
		socket.once('error', reject);
	});
	socket.on('error', () => undefined);
	return {
		frames,
		closed,
		send: (message) => socket.send(JSON.stringify(message)),
		close: () => socket.close(),
	};
}

/** Closes what a test left open. */
export function closeConnections(): void {
	for (const socket of open.splice(0)) socket.terminate();
}

export interface Listener extends Connection {
	readonly channel: Models.Channel;
	/** The events so far, without heartbeats and other frames about the connection. */
	events(): Frame[];
	/** Waits for this number of events. */
	received(count: number): Promise<Frame[]>;
}

/** A new channel with these topics, and a connection to it. */
export async function listen({ notifications }: Contract, ...topics: string[]): Promise<Listener> {
	const channel = await notifications.postNotificationsChannels();
	await notifications.postNotificationsChannelSubscriptions(
		channel.id ?? '',
		topics.map((id) => ({ id })),
	);
	const connection = await connect(channel);
	const events = () => connection.frames.filter(({ metadata }) => metadata !== undefined);
	return {
		...connection,
		channel,
		events,
		received: async (count) =>
			await eventually(
				async () => events(),
				({ length }) => length >= count,
			),
	};
}

const DETAILS = [
	'acd.end',
	'acd.start',
	'acw',
	'attributes',
	'contact',
	'customer.end',
	'customer.start',
	'flow.end',
	'flow.start',
	'user.end',
	'user.start',
	'wrapup',
];

/** The topics of all detail events of a conversation. */
export const detailTopics = (conversationId: string): string[] =>
	DETAILS.map((event) => `v2.detail.events.conversation.${conversationId}.${event}`);

/** The end of a detail event's topic, such as `user.start`. */
export const nameOf = ({ topicName = '' }: Frame): string => topicName.split('.').slice(5).join('.');
