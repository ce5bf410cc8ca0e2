import { CODE_GRANT, lookAtOAuthClient, missingIn } from '../agentPanel/oauthClient';
import { finding, type Finding } from './findings';
import type { PanelSubject } from './panelSubject';

/** Can agents sign in with the client of the panel's credential? */
export async function checkOAuthClient({ client, panel, origins, url }: PanelSubject): Promise<Finding[]> {
	if (panel.origins.api !== origins.api) return [];
	const { found, error } = await lookAtOAuthClient(client, panel.clientId, 'Check setup');
	if (error) throw error;
	if (!found) return [finding('client.missing', `Genesys Cloud has no OAuth client with the ID ${panel.clientId}, the Client ID of the Genesys Agent Panel credential: no agent can sign in.`)];
	const named = `The OAuth client "${found.name}"`;
	if (found.grantType !== CODE_GRANT) return [finding('client.grantType', `${named} has the grant type ${found.grantType}, with which no agent can sign in.`)];
	const all: Finding[] = [];
	if (!found.isActive) all.push(finding('client.inactive', `${named} is not active, so no agent can sign in.`));
	// Where the integration has no usable URL, nobody knows which redirect URI it takes.
	const { hasRedirect, scopes } = missingIn(found, url ?? '');
	if (url !== undefined && !hasRedirect) all.push(finding('client.redirectMissing', `${named} does not have the panel's URL ${url} among its authorized redirect URIs, so Genesys Cloud refuses the sign-in.`));
	if (scopes.length > 0) all.push(finding('client.scopeMissing', `${named} lacks scopes that the panel needs: ${scopes.join(', ')}.`));
	return all;
}
