import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Upgrade {
	request: IncomingMessage;
	socket: Duplex;
	head: Buffer;
	path: string;
}

/** One kind of websocket of this server. */
export interface SocketEndpoint {
	/** Whether this endpoint handles the path. */
	takes(path: string): boolean;
	connect(upgrade: Upgrade): void;
}

/** Rejects a websocket request with an HTTP status. */
export function refuseUpgrade({ socket }: Upgrade, status: '403 Forbidden' | '404 Not Found' | '503 Service Unavailable'): void {
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}

/** Passes each websocket to the endpoint for its path. Unknown paths get a 404, rejected requests a 403. */
export function handleUpgrades(
	server: Server,
	endpoints: readonly SocketEndpoint[],
	isRefused: (request: IncomingMessage) => boolean,
): void {
	server.on('upgrade', (request, socket, head) => {
		socket.on('error', () => socket.destroy());
		const path = (request.url ?? '').split('?')[0] ?? '';
		const upgrade: Upgrade = { request, socket, head, path };
		const endpoint = endpoints.find(({ takes }) => takes(path));
		if (isRefused(request)) refuseUpgrade(upgrade, '403 Forbidden');
		else if (endpoint) endpoint.connect(upgrade);
		else refuseUpgrade(upgrade, '404 Not Found');
	});
}
