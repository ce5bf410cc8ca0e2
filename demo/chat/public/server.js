/**
 * The calls of one customer to the chat server.
 *
 * @param {{ customerId: string, name: string }} customer
 */
export function serverFor({ customerId, name }) {
	const base = `/customers/${encodeURIComponent(customerId)}`;
	const json = (body) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

	return {
		/** Returns the result of the bot's workflow. Repeat the `messageId` to retry. */
		send: ({ messageId, text, attachments, buttonResponse }) =>
			post(`${base}/messages`, json({ messageId, text, name, attachment: attachments[0], buttonResponse })),
		type: () => post(`${base}/typing`, json({})),
		end: () => post(`${base}/end`, json({ name })),
		/** @param {File} file */
		async upload(file) {
			const answer = await post('/pictures', { headers: { 'content-type': file.type }, body: file });
			return { url: answer.url, mime: answer.mime, mediaType: 'Image', filename: file.name };
		},
		/** Subscribes to the chat. The browser reconnects automatically and requests what it missed. */
		follow({ onSnapshot, onEntry, onTyping, onLink }) {
			const events = new EventSource(`${base}/events`);
			events.addEventListener('open', () => onLink('open'));
			events.addEventListener('error', () => onLink('lost'));
			events.addEventListener('snapshot', ({ data }) => onSnapshot(JSON.parse(data)));
			events.addEventListener('entry', ({ data }) => onEntry(JSON.parse(data)));
			events.addEventListener('typing', ({ data }) => onTyping(JSON.parse(data).ms));
		},
	};
}

async function post(address, request) {
	const response = await fetch(address, { method: 'POST', ...request }).catch(() => {
		throw new Error("The chat can't be reached. Try again.");
	});
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(answer.message || `The chat returned the status ${response.status}.`);
	return answer;
}
