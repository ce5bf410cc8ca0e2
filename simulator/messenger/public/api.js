/** The calls of this page to the simulator. @throws Error with a message to show */

export const connectors = () => call('GET', 'botconnectors');

/** @param {{ name: string, generation: string, uri: string, headers: Record<string, string>, attachments: boolean }} connector */
export const createConnector = (connector) => call('POST', 'botconnectors', connector);

/** Loads the list of bots again: the Digital Bot Connector fetches it from n8n. */
export const loadBots = (id) => call('POST', `botconnectors/${encodeURIComponent(id)}/load`);

/** @param {{ connectorId: string, botId: string, botVersion: string, language: string, parameters: object, text: string }} chat */
export const startChat = (chat) => call('POST', 'messenger/chats', chat);
export const readChat = (id) => call('GET', `messenger/chats/${encodeURIComponent(id)}`);

/** @param {{ text: string, buttonResponse?: { type: string, text: string, payload: string } }} message */
export const say = (id, message) => call('POST', `messenger/chats/${encodeURIComponent(id)}/messages`, message);

async function call(method, path, body) {
	const request = { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) };
	const response = await fetch(`/simulator/${path}`, request).catch(() => {
		throw new Error('The simulator cannot be reached. Is it still running?');
	});
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(answer.message || `The simulator answered with status ${response.status}.`);
	return answer;
}
