import { isSameId } from '../ids';
import { finding, type Finding } from './findings';
import type { PanelSubject } from './panelSubject';

/** Does an agent's browser get the page, and with the client of the credential? */
export async function checkPanelPage(subject: PanelSubject): Promise<Finding[]> {
	const { integration, url, panel, origins } = subject;
	if (!integration || url === undefined) return [];
	const { name } = integration;
	const shows = `The integration "${name}" shows ${url}`;
	const answer = await subject.probe(url);
	if (answer.from === 'nobody') return [origins.isOwnOrigin ? unreachablePanel(name, url, answer.reason) : unchecked(name, url, answer.reason)];
	if (answer.from === 'n8n') {
		const advice = 'Publish the workflow with the Genesys Agent Panel Trigger. If it is published, run Setup: Provision with its production URL.';
		return [finding('webhook.notPublished', `${shows}, where n8n has no published panel.`, { advice })];
	}
	if (answer.from === 'other') {
		const advice = 'Run Setup: Provision with the production URL of the Genesys Agent Panel Trigger. If that is its URL, let the proxy in front of n8n pass the path /webhook/, with GET and POST requests.';
		return [finding('webhook.notOurs', `${shows}, where not a Genesys Agent Panel Trigger answers (HTTP status ${answer.status}).`, { advice })];
	}
	if (answer.from === 'incompletePanel') {
		return [finding('panel.credential', `${shows}, but the credential of the trigger there cannot be used: ${answer.message}`)];
	}
	if (!isSameId(answer.clientId, panel.clientId)) {
		return [finding('panel.otherClient', `The panel at ${url} signs agents in with the OAuth client ${answer.clientId}, but the credential here has ${panel.clientId}.`)];
	}
	if (answer.apiOrigin === undefined || answer.apiOrigin === panel.origins.api) return [];
	return [finding('panel.otherRegion', `The panel at ${url} is for ${answer.apiOrigin}, but the credential here for ${panel.origins.api}.`)];
}

export function unreachablePanel(name: string, url: string, reason: string): Finding {
	const what = `The integration "${name}" cannot show "${url}": ${reason}.`;
	const advice = 'Put n8n behind a reverse proxy or tunnel that answers https, set N8N_WEBHOOK_URL to its URL and restart n8n. Then run Setup: Provision with the production URL of the Genesys Agent Panel Trigger.';
	return finding('webhook.unreachable', what, { advice });
}

function unchecked(name: string, url: string, reason: string): Finding {
	const what = `Whether the panel is at ${url}, which the integration "${name}" shows, could not be checked: ${reason}.`;
	const advice = 'Some networks do not let a server reach its own public URL; agents may reach it all the same. Open it in a browser: a page must say that it is not shown beside a conversation.';
	return finding('webhook.noAnswer', what, { advice });
}
