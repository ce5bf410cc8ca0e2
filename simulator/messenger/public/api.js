/** The calls of this page to the simulator. @throws Error with a message to show */

/** @returns {Promise<{ connectors: object[], queues: string[] }>} connectors with their bots, as Architect offers them */
export const readSetup = () => call('GET', 'messenger/setup');

/** @param {{ name: string, generation: string, uri: string, headers: Record<string, string>, enableFileAttachments: boolean }} connector */
export const createConnector = (connector) => call('POST', 'botconnectors', connector);

/** Makes Genesys Cloud pull the bots of a Digital Bot Connector. */
export const pullBots = (id) => call('POST', `botconnectors/${encodeURIComponent(id)}/pull`);

/** @param {object} chat the action of the flow, and the customer's first message */
export const startChat = (chat) => call('POST', 'messenger/conversations', chat);
export const readChat = (id) => call('GET', `messenger/conversations/${encodeURIComponent(id)}`);

/** @param {{ text: string } | { buttonResponse: { type: string, text: string, payload: string } }} message */
export const say = (id, message) => call('POST', `messenger/conversations/${encodeURIComponent(id)}/messages`, message);

async function call(method, path, body) {
	const request = { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) };
	const response = await fetch(`/simulator/${path}`, request).catch(() => {
		throw new Error("The simulator can't be reached. Make sure that it is running.");
	});
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(answer.message || `The simulator returned the status ${response.status}.`);
	return answer;
}
