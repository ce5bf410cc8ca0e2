/**
 * A file host over real HTTP, with what mocked HTTP calls cannot show: a body that never ends, and one that
 * stalls.
 */
const { createServer } = require('node:http');

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');

/** @typedef {import('node:http').ServerResponse} Response */

/** @type {Record<string, (response: Response) => void>} */
const BODIES = {
	'/small': (response) => void response.setHeader('content-type', 'image/png').end('a small file'),
	'/announced': (response) => {
		response.setHeader('content-length', String(MEGABYTE.length * 3));
		response.write(MEGABYTE);
	},
	'/endless': (response) => {
		const more = () => {
			while (!response.destroyed && response.write(MEGABYTE));
		};
		response.on('drain', more);
		more();
	},
	// More than sockets buffer, so it drains only while the client reads.
	'/stalled': (response) => void response.write(Buffer.alloc(16 * MEGABYTE.length)),
	'/silent': () => {},
	'/round': (response) => void response.writeHead(302, { location: '/round' }).end(),
};

/**
 * @returns {Promise<{ url: string, open: () => number, unsent: () => number, close: () => Promise<void> }>} `open` counts requests
 *   that are still running, `unsent` their bytes that the client hasn't read
 */
async function startFileServer() {
	/** @type {Set<Response>} */
	const open = new Set();
	const server = createServer((request, response) => {
		open.add(response);
		response.on('close', () => open.delete(response));
		const body = BODIES[request.url ?? ''];
		if (body) body(response);
		else response.writeHead(404).end('not here');
	});
	await new Promise((/** @type {(value?: unknown) => void} */ resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		open: () => open.size,
		unsent: () => [...open].reduce((sum, { writableLength }) => sum + writableLength, 0),
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

module.exports = { startFileServer };
