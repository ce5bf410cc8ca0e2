/**
 * Sends one command to the simulator.
 *
 * @param {string} path below `/simulator/`
 * @param {object} body
 * @throws {Error} with a message to show if the simulator rejects the command or can't be reached
 */
export function command(path, body) {
	return post(`/simulator/${path}`, {
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}

/** Sends a command for a chat: `offer`, `accept`, `end`, `messages`, `transfer` … */
export function chatCommand(conversationId, action, body) {
	return command(`conversations/${encodeURIComponent(conversationId)}/${action}`, body);
}

/**
 * Uploads a file to the simulator, as Genesys Cloud does with an agent's attachment.
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
		throw new Error("The simulator can't be reached. Make sure that it is running.");
	});
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(answer.message || `The simulator returned the status ${response.status}.`);
	return answer;
}
