import type { OpenSocket } from '../../genesys/notifications/link';

/** A websocket of Node's own. An `error` says nothing that the `close` after it does not say. */
export const openSocket: OpenSocket = (address, listener) => {
	const socket = new WebSocket(address);
	socket.addEventListener('open', () => listener.opened());
	socket.addEventListener('message', ({ data }) => listener.received(data));
	socket.addEventListener('close', ({ code, reason }) => listener.closed([code, reason].filter(Boolean).join(' ')));
	return { send: (text) => socket.send(text), close: () => socket.close() };
};
