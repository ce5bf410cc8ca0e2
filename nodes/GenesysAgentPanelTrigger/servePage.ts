import { randomBytes } from 'node:crypto';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { panelDocument, panelHeaders } from '../../genesys/agentPanel/policy';
import { isRefusal } from '../../genesys/agentPanel/refusal';
import document from '../../panel/panel.html';
import { refuse } from './answering';
import { panelClientOf } from './panelCredential';

/** Writes the page directly, since n8n would add a sandbox policy that removes its origin. */
export async function servePage(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const panel = await panelClientOf(context);
	if (isRefusal(panel)) return refuse(context, panel);
	const nonce = randomBytes(16).toString('base64');
	const response = context.getResponseObject();
	response.status(200).set(panelHeaders(panel.origins, nonce));
	// Older browsers also apply this header, which can't list Genesys Cloud's hosts.
	response.removeHeader('X-Frame-Options');
	response.end(panelDocument(document, panel, nonce, Date.now()));
	return { noWebhookResponse: true };
}
