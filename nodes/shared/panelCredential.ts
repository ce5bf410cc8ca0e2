import type {
	ICredentialDataDecryptedObject, ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult,
} from 'n8n-workflow';
import { panelClient, type PanelClient } from '../../genesys/agentPanel/panel';
import { GenesysUnreachableError, inOneText, wordsOf } from '../../genesys/errors';
import { request } from './credentialTest';

/** The credential with the organization and OAuth client that can use a panel. */
export const PANEL_CREDENTIAL = 'genesysAgentPanelApi';

/** @throws InvalidInputError if it's incomplete */
export function panelClientIn({ region, customDomain, clientId, organizationId }: ICredentialDataDecryptedObject): PanelClient {
	const [ofRegion, domain, client, organization] = [region, customDomain, clientId, organizationId].map((value) => (typeof value === 'string' ? value : ''));
	return panelClient(ofRegion, domain, client, organization);
}

/** The credential's test. Only an agent's sign-in can verify the IDs, so it checks their format and whether the region responds. */
export async function testPanelClient(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	try {
		const { api } = panelClientIn(credential.data ?? {}).origins;
		const answer = await request(`${api}/api/v2/tokens/me`, { headers: { Accept: 'application/json' } });
		if (answer instanceof GenesysUnreachableError) return { status: 'Error', message: inOneText(answer) };
		// Genesys Cloud returns 401 for a request without a token.
		if (answer.status !== 401) {
			return { status: 'Error', message: `${new URL(api).host} didn't respond like Genesys Cloud (HTTP status ${answer.status}). Check the region or Custom Domain.` };
		}
		return { status: 'OK', message: "The region responds, and both IDs have a valid format. To see whether they're correct, open the panel as an agent" };
	} catch (error) {
		return { status: 'Error', message: wordsOf(error) };
	}
}
