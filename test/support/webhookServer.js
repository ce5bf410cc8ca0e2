/**
 * A real HTTP server in front of a trigger that parses the body as n8n does: JSON, text, forms, and XML are parsed
 * before the node runs; the rest is left to the node's `readRawBody` (node versions above 1).
 */
const express = require('express');
const { parseBody, rawBodyReader } = require('n8n/dist/middlewares/body-parser');

/** What n8n parses before the node, by the start or the end of the content type. */
const PARSED = /^(?:application\/json|text\/plain|application\/x-www-form-urlencoded)|[/+]xml$/;

/**
 * @param {(request: import('express').Request, response: import('express').Response) => Promise<void>} handle
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
async function startWebhookServer(handle) {
	const app = express();
	app.use(rawBodyReader);
	app.all('/webhook', async (request, response) => {
		if (PARSED.test(request.get('content-type') ?? '')) await parseBody(request);
		await handle(request, response);
	});
	const server = await new Promise((/** @type {(server: import('node:http').Server) => void} */ resolve) => {
		const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
	});
	// While a test keeps this process busy, a connection would time out just as its next request is sent.
	server.keepAliveTimeout = 0;
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return {
		url: `http://127.0.0.1:${address.port}/webhook`,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

module.exports = { startWebhookServer };
