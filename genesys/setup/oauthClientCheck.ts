import { CODE_GRANT, lookAtOAuthClient, missingIn } from '../agentPanel/oauthClient';
import { finding, type Finding } from './findings';
import type { PanelSubject } from './panelSubject';

/** Checks that agents can sign in with the client of the panel's credential. */
export async function checkOAuthClient({ client, panel, origins, url }: PanelSubject): Promise<Finding[]> {
	if (panel.origins.api !== origins.api) return [];
	const { found, error } = await lookAtOAuthClient(client, panel.clientId, 'Check setup');
	if (error) throw error;
	if (!found) return [finding('client.missing', `Genesys Cloud has no OAuth client with the ID ${panel.clientId}, the Client ID of the Genesys Agent Panel credential, so agents can't sign in.`)];
	const named = `The OAuth client "${found.name}"`;
	if (found.grantType !== CODE_GRANT) return [finding('client.grantType', `${named} has the grant type ${found.grantType}, so agents can't sign in.`)];
	const all: Finding[] = [];
	if (!found.isActive) all.push(finding('client.inactive', `${named} isn't active, so agents can't sign in.`));
	// Without a usable URL in the integration, the redirect URI is unknown.
	const { hasRedirect, scopes } = missingIn(found, url ?? '');
	if (url !== undefined && !hasRedirect) all.push(finding('client.redirectMissing', `${named} lacks the authorized redirect URI ${url}, so Genesys Cloud rejects the sign-in.`));
	if (scopes.length > 0) all.push(finding('client.scopeMissing', `${named} lacks scopes that the panel needs: ${scopes.join(', ')}.`));
	return all;
}
