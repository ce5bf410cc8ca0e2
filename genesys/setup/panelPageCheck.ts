import { isSameId } from '../ids';
import { finding, type Finding } from './findings';
import type { PanelSubject } from './panelSubject';

/** Checks that an agent's browser gets the page, with the credential's OAuth client. */
export async function checkPanelPage(subject: PanelSubject): Promise<Finding[]> {
	const { integration, url, panel, origins } = subject;
	if (!integration || url === undefined) return [];
	const { name } = integration;
	const shows = `The integration "${name}" shows ${url}`;
	const answer = await subject.probe(url);
	if (answer.from === 'nobody') return [origins.isOwnOrigin ? unreachablePanel(name, url, answer.reason) : unchecked(name, url, answer.reason)];
	if (answer.from === 'n8n') {
		const advice = "Publish the workflow with the Genesys Agent Panel Trigger. If it's published, run Setup: Provision with its production URL.";
		return [finding('webhook.notPublished', `${shows}, but n8n has no published workflow there.`, { advice })];
	}
	if (answer.from === 'other') {
		const advice = 'Run Setup: Provision with the production URL of the Genesys Agent Panel Trigger. If the URL is correct, configure the proxy in front of n8n to pass GET and POST requests to /webhook/.';
		return [finding('webhook.notOurs', `${shows}, but no Genesys Agent Panel Trigger answers there (HTTP status ${answer.status}).`, { advice })];
	}
	if (answer.from === 'incompletePanel') {
		return [finding('panel.credential', `${shows}, but the trigger there can't use its credential: ${answer.message}`)];
	}
	if (!isSameId(answer.clientId, panel.clientId)) {
		return [finding('panel.otherClient', `The panel at ${url} signs agents in with the OAuth client ${answer.clientId}, but this credential has ${panel.clientId}.`)];
	}
	if (answer.apiOrigin === undefined || answer.apiOrigin === panel.origins.api) return [];
	return [finding('panel.otherRegion', `The panel at ${url} uses ${answer.apiOrigin}, but this credential uses ${panel.origins.api}.`)];
}

export function unreachablePanel(name: string, url: string, reason: string): Finding {
	const what = `The integration "${name}" can't show "${url}": ${reason}.`;
	const advice = 'Put n8n behind a reverse proxy or tunnel with HTTPS, set N8N_WEBHOOK_URL to its URL, and restart n8n. Then run Setup: Provision with the production URL of the Genesys Agent Panel Trigger.';
	return finding('webhook.unreachable', what, { advice });
}

function unchecked(name: string, url: string, reason: string): Finding {
	const what = `n8n couldn't check whether the panel answers at ${url}, which the integration "${name}" shows: ${reason}.`;
	const advice = "Some networks don't let a server reach its own public URL, so agents might still reach it. Open the URL in a browser. If it works, the page says that the panel was opened without a conversation.";
	return finding('webhook.noAnswer', what, { advice });
}
