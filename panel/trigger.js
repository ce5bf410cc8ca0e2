import { call } from './call.js';
import { conversationId, panelUrl, serverTime } from './config.js';

/**
 * Runs the workflow and returns its answer.
 *
 * @param {'panelOpened' | 'panelAction'} event
 * @param {{ name: string, value?: string }} [action]
 * @returns {Promise<import('./render.js').Answer>}
 * @throws {Error} with a message for the agent
 */
export async function runWorkflow(event, action) {
	let askedAt = 0;
	try {
		const answer = await call(panelUrl, () => {
			askedAt = performance.now();
			return { event, conversationId, requestId: crypto.randomUUID(), sentAt: serverTime(), action };
		});
		return { ...answer, askedAt };
	} catch (/** @type {any} */ error) {
		throw new Error(wordsFor(error));
	}
}

/** @param {{ status: number, body: any }} error */
function wordsFor({ status, body }) {
	if (status === 0) return "Can't reach n8n. Check your connection, then try again.";
	// Only the trigger's own responses have a text code. Messages from n8n or a proxy aren't written for agents.
	if (typeof body?.code === 'string') return body.message;
	if (status === 404) return "The workflow behind this panel isn't published. Ask your administrator to publish it.";
	// n8n's response to a POST from a web page if no webhook is registered, since it looks up the webhook before it handles errors.
	if (status === 500) return "The workflow behind this panel isn't published, or n8n has a problem. Try again, or contact your administrator.";
	return `n8n returned status ${status}. Try again, or contact your administrator.`;
}
