/**
 * The part of Genesys Cloud that a queue listener uses, over real HTTP and a real WebSocket: channels, subscriptions,
 * and the conversation query.
 */
const { createServer } = require('node:http');
const { setTimeout: delay } = require('node:timers/promises');
const { WebSocketServer } = require('ws');

/** One without a start began a moment ago. @typedef {{ conversationId: string, conversationStart?: string, conversationEnd?: string }} Listed */

/**
 * "Results will only include conversations that started on a day touched by the interval" (SDK, ConversationQuery).
 *
 * @param {Listed[]} all
 * @param {any} query
 */
function pageOf(all, { interval, orderBy, paging: { pageSize, pageNumber }, conversationFilters }) {
	const over = conversationFilters[0].predicates[0].operator === 'exists';
	const today = new Date().toISOString();
	const found = all
		.filter(({ conversationEnd }) => (conversationEnd !== undefined) === over)
		.filter(({ conversationStart = today }) => conversationStart.slice(0, 10) >= interval.slice(0, 10));
	const keyOf = (/** @type {any} */ one) => one[orderBy] ?? today;
	found.sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : keyOf(a) > keyOf(b) ? -1 : 0));
	return found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
}

const QUIET_MS = 40;

async function startNotificationServer() {
	let lastRequestAt = 0;
	/** @type {import('ws').WebSocket[]} */
	const sockets = [];
	const genesys = {
		url: '',
		/** Requests that arrived, as `METHOD /path`. @type {string[]} */
		requests: [],
		/** Topics that were subscribed to. @type {string[]} */
		topics: [],
		/** The permission that the role lacks, by the path that needs it. @type {Record<string, string>} */
		lacking: {},
		/** Topics that are rejected. @type {string[]} */
		rejected: [],
		/** Doesn't answer at all: Genesys Cloud is unreachable. */
		down: false,
		/** Only WebSockets are unreachable. */
		socketsDown: false,
		/** @type {Array<{ id: string, name: string }>} */
		queues: [{ id: 'queue-1', name: 'Support' }],
		/** The conversations that analytics lists. @type {Listed[]} */
		listed: [],
		/** @type {Record<string, object>} */
		conversations: {},
		/** Number of open WebSockets. */
		open: () => sockets.filter((socket) => socket.readyState === socket.OPEN).length,
		/** Sends a frame to every listener. @param {object} frame */
		send: (frame) => sockets.forEach((socket) => socket.send(JSON.stringify(frame))),
		/** The network fails without a close frame. */
		cut: () => sockets.splice(0).forEach((socket) => socket.terminate()),
		/** Waits until no requests arrive, so that nothing remains that would be retried forever. */
		close: async () => {
			while (Date.now() - lastRequestAt < QUIET_MS) await delay(QUIET_MS / 2);
			genesys.cut();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};

	/**
	 * @param {string} path
	 * @param {any} body
	 * @returns {[number, object]}
	 */
	function answer(path, body) {
		const lacking = Object.entries(genesys.lacking).find(([part]) => path.includes(part));
		if (lacking) {
			const message = `Unable to perform the requested action. You are missing the following permission(s): ${lacking[1]}`;
			return [403, { status: 403, code: 'missing.permissions', message, contextId: 'context-1' }];
		}
		if (path === '/api/v2/notifications/channels') {
			return [200, { id: 'channel-1', connectUri: `${genesys.url.replace('http', 'ws')}/channels/channel-1` }];
		}
		if (path.endsWith('/subscriptions')) {
			genesys.topics = body.map((/** @type {{ id: string }} */ { id }) => id);
			const entities = genesys.topics.map((id) =>
				genesys.rejected.includes(id)
					? { id, state: 'Rejected', rejectionReason: 'Missing permissions', missingPermissions: ['conversation:message:view'] }
					: { id, state: 'Permitted' },
			);
			return [200, { entities }];
		}
		if (path === '/api/v2/routing/queues') return [200, { entities: genesys.queues, pageCount: 1 }];
		if (path.endsWith('/details/query')) return [200, { conversations: pageOf(genesys.listed, body) }];
		const conversation = genesys.conversations[path.split('/').at(-1) ?? ''];
		return conversation ? [200, conversation] : [404, { status: 404, code: 'not.found', message: 'There is none' }];
	}

	const server = createServer((request, response) => {
		const path = (request.url ?? '').split('?')[0];
		if (genesys.down) return void request.socket.destroy();
		genesys.requests.push(`${request.method} ${path}`);
		lastRequestAt = Date.now();
		response.on('close', () => (lastRequestAt = Date.now()));
		/** @type {Buffer[]} */
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', () => {
			const text = Buffer.concat(chunks).toString();
			const [status, body] = answer(path, text === '' ? undefined : JSON.parse(text));
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		});
	});
	const isUp = () => !genesys.socketsDown;
	new WebSocketServer({ server, verifyClient: isUp }).on('connection', (socket) => void sockets.push(socket));
	await new Promise((/** @type {(value?: unknown) => void} */ resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	genesys.url = `http://127.0.0.1:${address.port}`;
	return genesys;
}

module.exports = { startNotificationServer };
