import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { panelClient, type PanelClient } from '../../genesys/agentPanel/panel';

/** The credential with the organization and the OAuth client whose agents may use a panel. */
export const PANEL_CREDENTIAL = 'genesysAgentPanelApi';

/** @throws InvalidInputError when it is incomplete */
export function panelClientIn({ region, customDomain, clientId, organizationId }: ICredentialDataDecryptedObject): PanelClient {
	const [ofRegion, domain, client, organization] = [region, customDomain, clientId, organizationId].map((value) => (typeof value === 'string' ? value : ''));
	return panelClient(ofRegion, domain, client, organization);
}
