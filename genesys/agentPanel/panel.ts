import { InvalidInputError } from '../errors';
import { isGuid, isSameId } from '../ids';
import { resolveOrigins, type GenesysOrigins } from '../regions';

/** Whose agents may use the panel: those of one organization, signed in by one OAuth client. Nothing in it is secret. */
export interface PanelClient {
	origins: GenesysOrigins;
	clientId: string;
	organizationId: string;
}

/** @throws InvalidInputError naming the ID or the region that is at fault: without all of them nobody could be let in safely */
export function panelClient(region: string, customDomain: string, clientId: string, organizationId: string): PanelClient {
	const ofClient = 'In Genesys Cloud, open Admin › Integrations › OAuth and copy the client ID of the client with the grant type Code Authorization.';
	const ofOrganization = 'In Genesys Cloud, open Admin › Account Settings › Organization Settings › Organization Details › Advanced and copy the organization ID.';
	const ids = { clientId: requireId('Client ID', clientId, ofClient), organizationId: requireId('Organization ID', organizationId, ofOrganization) };
	if (isSameId(ids.clientId, ids.organizationId)) {
		throw new InvalidInputError('Organization ID', 'The client ID and the organization ID are the same', ofOrganization);
	}
	return { origins: resolveOrigins(region, customDomain), ...ids };
}

function requireId(displayName: string, value: string, advice: string): string {
	// Copied values often have a blank or a line end around them.
	const id = value.trim();
	if (isGuid(id)) return id.toLowerCase();
	const problem = id === '' ? 'is empty' : 'does not look like an ID of Genesys Cloud, such as 7d1f6a52-3c9e-4b0d-8a75-2e4c1f9b6d30';
	throw new InvalidInputError(displayName, `${displayName} ${problem}`, advice);
}
