import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

import type { World } from '../world.mts';
import { deskState } from './deskState.mts';

const PATH = '/desk/events';
/** Changes come in bunches; the desks get one push for each bunch. */
const DEBOUNCE_MS = 50;

/** The websocket over which the desks get the whole state: at once, and after every change. */
export function startDeskEvents(server: Server, world: World): { push(): void; close(): void } {
	const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
	let timer: NodeJS.Timeout | undefined;
	server.on('upgrade', (request, socket, head) => {
		socket.on('error', () => socket.destroy());
		if ((request.url ?? '').split('?')[0] !== PATH) {
			socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
			return;
		}
		sockets.handleUpgrade(request, socket, head, (client) => {
			client.on('error', () => client.terminate());
			client.send(JSON.stringify(deskState(world)));
		});
	});
	const sendAll = (): void => {
		timer = undefined;
		const state = JSON.stringify(deskState(world));
		for (const client of sockets.clients) client.send(state);
	};
	return {
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
