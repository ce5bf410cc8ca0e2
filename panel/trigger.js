import { call } from './call.js';
import { conversationId, panelUrl, serverTime } from './config.js';

/** Used where the trigger itself says nothing. */
/** @type {Record<number, string>} */
const WORDS = {
	401: 'Genesys Cloud does not accept your sign-in. Sign in to Genesys Cloud again, then try again.',
	403: 'You may not see this conversation in the panel. Ask your administrator for access.',
	404: 'The workflow behind this panel is not published. Ask your administrator to publish it.',
	500: 'The workflow behind this panel failed. Try again, or tell your administrator.',
	503: 'n8n cannot check your sign-in with Genesys Cloud. Try again in a minute.',
	504: 'The workflow behind this panel took too long. Try again.',
};

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

/** @param {{ status: number, body: any, retryAfter: number }} error */
function wordsFor({ status, body, retryAfter }) {
	if (status === 0) return 'n8n cannot be reached. Check your connection, then try again.';
	if (status === 429) return `Too many requests. Try again in ${retryAfter || 60} seconds.`;
	// Only the trigger's own answers have a code; other ones are not written for agents.
	if (typeof body.code === 'string' && typeof body.message === 'string') return body.message;
	return WORDS[status] ?? `n8n answered with status ${status}. Try again, or tell your administrator.`;
}
