import { randomBytes } from 'node:crypto';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { panelDocument, panelHeaders } from '../../genesys/agentPanel/policy';
import { document } from './page';
import { panelClientOf } from './panelCredential';

/** Writes the page itself: n8n would put a policy around it that takes its origin away. @throws InvalidInputError for an incomplete credential */
export async function servePage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const panel = await panelClientOf(context);
	const nonce = randomBytes(16).toString('base64');
	const response = context.getResponseObject();
	response.status(200).set(panelHeaders(panel.origins, nonce));
	// Older browsers heed it beside the policy, and it cannot name Genesys Cloud's hosts.
	response.removeHeader('X-Frame-Options');
	response.end(panelDocument(document, panel, nonce, Date.now()));
	return { noWebhookResponse: true };
}
