/** A bot of the simulator's Digital Bot Connector that sends nothing by itself: its sessions wait for later messages. */
const { createServer } = require('node:http');

const BOT = {
	id: 'order-bot',
	name: 'Order bot',
	provider: 'n8n',
	versions: [{ version: '1', supportedLanguages: ['en-us'], intents: [{ name: 'Escalate', entities: [] }] }],
};
/** @type {Record<string, object>} */
const ANSWERS = { '/bots': { entities: [BOT] }, [`/bots/${BOT.id}`]: BOT, '/messages': { botState: 'MoreData' } };

/**
 * @param {import('./simulatorProcess').SimulatorProcess} simulator
 * @returns {Promise<{ open: () => Promise<string>, close: () => Promise<void> }>} `open` starts a session and returns its ID
 */
async function startBotSessions(simulator) {
	const server = createServer((request, response) => {
		const answer = ANSWERS[request.url ?? ''];
		request.resume();
		response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
	});
	await new Promise((/** @type {(value?: unknown) => void} */ resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	const connector = { generation: 'digitalBotConnector', name: 'Bots', uri: `http://127.0.0.1:${address.port}` };
	const { integrationId } = await simulator.call('POST', '/simulator/botconnectors', connector);

	return {
		async open() {
			const { id } = await simulator.call('POST', '/simulator/messenger/conversations', { integrationId, botId: BOT.id });
			const { botSessionId } = await simulator.call('POST', `/simulator/messenger/conversations/${id}/messages`, { text: 'Hi' });
			return botSessionId;
		},
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

module.exports = { startBotSessions };
