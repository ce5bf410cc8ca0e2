import { WebSocketServer } from 'ws';

import type { SocketEndpoint } from '../http/upgrades.mts';
import type { World } from '../world.mts';
import { deskState } from './deskState.mts';

const PATH = '/desk/events';
/** Combines changes that happen together into one push. */
const DEBOUNCE_MS = 50;

/** The websocket that sends the whole state to the desks, on connection and after every change. */
export function deskEvents(world: World): SocketEndpoint & { push(): void; close(): void } {
	const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
	let timer: NodeJS.Timeout | undefined;
	const sendAll = (): void => {
		timer = undefined;
		const state = JSON.stringify(deskState(world));
		for (const client of sockets.clients) client.send(state);
	};
	return {
		takes: (path) => path === PATH,
		connect: ({ request, socket, head }) =>
			sockets.handleUpgrade(request, socket, head, (client) => {
				client.on('error', () => client.terminate());
				client.send(JSON.stringify(deskState(world)));
			}),
		push: () => {
			if (sockets.clients.size > 0) timer ??= setTimeout(sendAll, DEBOUNCE_MS);
		},
		close: () => {
			clearTimeout(timer);
			for (const client of sockets.clients) client.terminate();
			sockets.close();
		},
	};
}
