import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { PanelClient } from '../../genesys/agentPanel/panel';
import type { Refusal } from '../../genesys/agentPanel/refusal';
import { wordsOf } from '../../genesys/errors';
import { PANEL_CREDENTIAL, panelClientIn } from '../shared/panelCredential';

/** @throws InvalidInputError naming what is missing or wrong in the credential */
export async function requirePanelClient(context: IHookFunctions): Promise<PanelClient> {
	return panelClientIn(await context.getCredentials(PANEL_CREDENTIAL));
}

/** An incomplete credential lets nobody in. @throws what n8n throws for a credential that it cannot read */
export async function panelClientOf(context: IWebhookFunctions): Promise<PanelClient | Refusal> {
	const data = await context.getCredentials(PANEL_CREDENTIAL);
	try {
		return panelClientIn(data);
	} catch (error) {
		return { status: 503, code: 'unavailable', message: `This panel is not set up in n8n. ${wordsOf(error)}` };
	}
}
