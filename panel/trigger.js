import { call } from './call.js';
import { conversationId, panelUrl, serverTime } from './config.js';

/**
 * Runs the workflow.
 *
 * @param {'panelOpened' | 'panelAction'} event
 * @param {{ name: string, value?: string }} [action]
 * @returns {Promise<import('./render.js').Answer>}
 * @throws {Error} whose message says what to do
 */
export async function runWorkflow(event, action) {
	try {
		return await call(panelUrl, () => ({ event, conversationId, requestId: crypto.randomUUID(), sentAt: serverTime(), action }));
	} catch (/** @type {any} */ error) {
		throw new Error(wordsFor(error));
	}
}

/** @param {{ status: number, body: any }} error */
function wordsFor({ status, body }) {
	if (status === 0) return 'n8n cannot be reached. Check your connection, then try again.';
	// The trigger's own answers have a text as their code; n8n's and a proxy's are not written for agents.
	if (typeof body?.code === 'string') return body.message;
	if (status === 404) return 'The workflow behind this panel is not published. Ask your administrator to publish it.';
	// n8n answers a page's POST this way, with a page of its own: it looks for the webhook before it handles errors.
	if (status === 500) return 'The workflow behind this panel is not published, or n8n failed. Try again, or ask your administrator to publish it.';
	return `n8n answered with status ${status}. Try again, or tell your administrator.`;
}
