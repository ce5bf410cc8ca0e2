import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { PanelClient } from '../../genesys/agentPanel/panel';
import type { Refusal } from '../../genesys/agentPanel/refusal';
import { wordsOf } from '../../genesys/errors';
import { PANEL_CREDENTIAL, panelClientIn } from '../shared/panelCredential';

/** @throws InvalidInputError naming the credential field that is missing or invalid */
export async function requirePanelClient(context: IHookFunctions): Promise<PanelClient> {
	return panelClientIn(await context.getCredentials(PANEL_CREDENTIAL));
}

/** Returns a refusal if the credential is incomplete. @throws n8n's own error if it can't read the credential */
export async function panelClientOf(context: IWebhookFunctions): Promise<PanelClient | Refusal> {
	const data = await context.getCredentials(PANEL_CREDENTIAL);
	try {
		return panelClientIn(data);
	} catch (error) {
		return { status: 503, code: 'unavailable', message: `This panel isn't set up in n8n. Ask your administrator to correct its credential: ${wordsOf(error)}` };
	}
}
