import { randomBytes } from 'node:crypto';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { panelDocument, panelHeaders } from '../../genesys/agentPanel/policy';
import { isRefusal } from '../../genesys/agentPanel/refusal';
import document from '../../panel/panel.html';
import { refuse } from './answering';
import { panelClientOf } from './panelCredential';

/** Writes the page itself: n8n would put a policy around it that takes its origin away. */
export async function servePage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const panel = await panelClientOf(context);
	if (isRefusal(panel)) return refuse(context, panel);
	const nonce = randomBytes(16).toString('base64');
	const response = context.getResponseObject();
	response.status(200).set(panelHeaders(panel.origins, nonce));
	// Older browsers heed it beside the policy, and it cannot name Genesys Cloud's hosts.
	response.removeHeader('X-Frame-Options');
	response.end(panelDocument(document, panel, nonce, Date.now()));
	return { noWebhookResponse: true };
}
