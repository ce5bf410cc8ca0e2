import { InvalidInputError } from '../errors';
import { isGuid, isSameId } from '../ids';
import { resolveOrigins, type GenesysOrigins } from '../regions';

/** The organization whose agents can use the panel, and the OAuth client that signs them in. Neither ID is secret. */
export interface PanelClient {
	origins: GenesysOrigins;
	clientId: string;
	organizationId: string;
}

/** @throws InvalidInputError for a missing or invalid ID or region, since access can't be verified without them */
export function panelClient(region: string, customDomain: string, clientId: string, organizationId: string): PanelClient {
	const ofClient = 'In Genesys Cloud, go to Admin › Integrations › OAuth and copy the ID of the client with the grant type Code Authorization.';
	const ofOrganization = 'In Genesys Cloud, go to Admin › Account Settings › Organization Settings › Organization Details › Advanced and copy the organization ID.';
	const ids = { clientId: requireId('Client ID', clientId, ofClient), organizationId: requireId('Organization ID', organizationId, ofOrganization) };
	if (isSameId(ids.clientId, ids.organizationId)) {
		throw new InvalidInputError('Organization ID', 'The client ID and the organization ID are the same', ofOrganization);
	}
	return { origins: resolveOrigins(region, customDomain), ...ids };
}

function requireId(displayName: string, value: string, advice: string): string {
	// Pasted values often include surrounding spaces or line breaks.
	const id = value.trim();
	if (isGuid(id)) return id.toLowerCase();
	const problem = id === '' ? 'is empty' : "isn't a Genesys Cloud ID, such as 7d1f6a52-3c9e-4b0d-8a75-2e4c1f9b6d30";
	throw new InvalidInputError(displayName, `${displayName} ${problem}`, advice);
}
