/**
 * Runs something as in Node.js before 22, which has no WebSocket.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withoutWebSocket(work) {
	const { WebSocket } = globalThis;
	Reflect.deleteProperty(globalThis, 'WebSocket');
	try {
		return await work();
	} finally {
		globalThis.WebSocket = WebSocket;
	}
}

module.exports = { withoutWebSocket };
