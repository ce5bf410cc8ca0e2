import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';

import { ApiError } from '../http/apiError.mts';
import { isObject, textOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { refuseUpgrade } from '../http/upgrades.mts';
import type { SocketEndpoint } from '../http/upgrades.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { closeSockets, noteUse } from './channels.mts';
import type { Channel } from './channels.mts';
import { sendMetadata } from './frames.mts';
import { greet, lasts } from './socketFaults.mts';
import { subscribe } from './subscriptions.mts';

/** Path of `connectUri`, followed by the channel's ID. The URL is a secret, because it needs no other authorization. */
export const CHANNEL_PATH = '/channels/';

function keepBeating(world: World, channel: Channel, socket: WebSocket): void {
	const { heartbeatMs } = world.settings;
	if (heartbeatMs === 0) return;
	later(world, heartbeatMs, () => {
		if (!channel.sockets.has(socket)) return;
		if (!lasts(world, 'muteSockets')) sendMetadata(socket, 'WebSocket Heartbeat');
		keepBeating(world, channel, socket);
	});
}

function parsed(data: string): JsonObject {
	try {
		const value: unknown = JSON.parse(data);
		return isObject(value) ? value : {};
	} catch {
		return {};
	}
}

/** Subscribes over the websocket itself. The format of a rejection is UNCONFIRMED. */
function subscribeInBand(world: World, channel: Channel, { topics, correlationId }: JsonObject): JsonObject {
	const client = world.clients.get(channel.clientId);
	const names = Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : [];
	const echo = typeof correlationId === 'string' ? { correlationId } : {};
	try {
		if (client) subscribe(world, channel, client, names, {});
		return { ...echo, result: '200', status: 'subscribed' };
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		return { ...echo, result: String(error.status), status: 'error', message: error.message };
	}
}

function answer(world: World, channel: Channel, socket: WebSocket, data: string): void {
	if (lasts(world, 'muteSockets')) return;
	const message = parsed(data);
	const kind = textOf(message['message']);
	if (kind === 'ping') sendMetadata(socket, 'pong');
	if (kind === 'subscribe') socket.send(JSON.stringify(subscribeInBand(world, channel, message)));
}

function attach(world: World, channel: Channel, socket: WebSocket): void {
	if (world.settings.socketsPerChannel === 'newest') closeSockets(channel, 'another socket uses the channel');
	channel.sockets.add(socket);
	noteUse(world, channel);
	socket.on('error', () => socket.terminate());
	socket.on('close', () => channel.sockets.delete(socket));
	socket.on('message', (data) => answer(world, channel, socket, String(data)));
	keepBeating(world, channel, socket);
	greet(world, channel);
}

/** The websockets of notification channels. */
export function channelSockets(world: World): SocketEndpoint & { close(): void } {
	const server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
	return {
		takes: (path) => path.startsWith(CHANNEL_PATH),
		connect: (upgrade) => {
			const { request, socket, head, path } = upgrade;
			const id = path.slice(CHANNEL_PATH.length);
			const channel = world.channels.get(id);
			if (lasts(world, 'dropSockets')) {
				refuseUpgrade(upgrade, '503 Service Unavailable');
			} else if (channel) {
				server.handleUpgrade(request, socket, head, (client) => attach(world, channel, client));
			} else refuseUpgrade(upgrade, '404 Not Found');
		},
		close: () => {
			for (const client of server.clients) client.terminate();
			server.close();
		},
	};
}
