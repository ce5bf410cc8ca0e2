/**
 * Sends one command to the simulator.
 *
 * @param {string} path below `/simulator/`
 * @param {object} body
 * @throws {Error} with a message to show, when the simulator refuses or cannot be reached
 */
export function command(path, body) {
	return post(`/simulator/${path}`, {
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}

/** One command about a chat: `offer`, `accept`, `end`, `messages`, `transfer` … */
export function chatCommand(conversationId, action, body) {
	return command(`conversations/${encodeURIComponent(conversationId)}/${action}`, body);
}

/**
 * Stores a file with the simulator, as Genesys Cloud stores what an agent attaches.
 *
 * @param {File} file
 * @returns {Promise<{ url: string, mime: string, filename: string }>}
 */
export async function upload(file) {
	const mime = file.type || 'application/octet-stream';
	const answer = await post(`/simulator/uploads?filename=${encodeURIComponent(file.name)}`, {
		headers: { 'content-type': mime },
		body: file,
	});
	return { url: answer.url, mime, filename: file.name };
}

/**
 * A message of each kind, ready to be sent.
 *
 * @returns {Promise<Array<{ kind: string, label: string, text: string, content: object[] }>>}
 */
export function contentExamples() {
	return call('/simulator/content-examples');
}

function post(address, request) {
	return call(address, { method: 'POST', ...request });
}

async function call(address, request) {
	const response = await fetch(address, request).catch(() => {
		throw new Error('The simulator cannot be reached. Is it still running?');
	});
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(answer.message || `The simulator answered with status ${response.status}.`);
	return answer;
}
