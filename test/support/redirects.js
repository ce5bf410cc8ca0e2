/**
 * Two hosts over real HTTP: the first redirects what it doesn't answer itself to the second, which answers everything as
 * Genesys Cloud would and records what it receives.
 */
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');

const GENESYS = {
	access_token: 'token of the second host',
	id: 'of the second host',
	conversationId: 'of the second host',
	entities: [],
};

/**
 * @param {number} status of the redirect
 * @param {Record<string, object>} [answered] what the first host answers itself, by path
 */
async function startRedirect(status, answered = {}) {
	/** @type {Array<{ authorization?: string, body: string }>} */
	const reached = [];
	const second = await listen(async (request, response) => {
		reached.push({ authorization: request.headers.authorization, body: await text(request) });
		respond(response, 200, GENESYS);
	});
	const first = await listen(async (request, response) => {
		const [path] = (request.url ?? '').split('?');
		if (path in answered) respond(response, 200, answered[path]);
		else respond(response, status, {}, { location: second.url + request.url });
	});
	return {
		url: first.url,
		elsewhere: second.url,
		/** What the second host received. */
		reached,
		close: async () => void (await Promise.all([first.close(), second.close()])),
	};
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {object} body
 * @param {Record<string, string>} [headers]
 */
function respond(response, status, body, headers = {}) {
	response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** @param {import('node:http').RequestListener} handle */
async function listen(handle) {
	const server = createServer(handle);
	await new Promise((/** @type {(value?: unknown) => void} */ resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(resolve);
			}),
	};
}

module.exports = { startRedirect };
