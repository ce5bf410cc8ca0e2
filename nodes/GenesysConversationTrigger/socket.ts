import { RefusedError } from '../../genesys/errors';
import type { OpenSocket } from '../../genesys/notifications/link';

/** @throws RefusedError on a Node.js without websockets */
export function requireWebSocket(): void {
	if (typeof WebSocket === 'function') return;
	throw new RefusedError({
		code: 'websocket.missing',
		message: 'Listen to notifications: n8n runs on a Node.js older than version 22, which has no WebSocket',
		advice: 'Run n8n on Node.js 22 or newer. The other nodes of this package work without it.',
	});
}

/** Node's own websocket. An `error` event adds nothing to the `close` event after it. */
export const openSocket: OpenSocket = (address, listener) => {
	const socket = new WebSocket(address);
	socket.addEventListener('open', () => listener.opened());
	socket.addEventListener('message', ({ data }) => listener.received(data));
	socket.addEventListener('close', ({ code, reason }) => listener.closed([code, reason].filter(Boolean).join(' ')));
	return { send: (text) => socket.send(text), close: () => socket.close() };
};
