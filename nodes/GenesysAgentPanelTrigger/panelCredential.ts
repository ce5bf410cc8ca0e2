import type {
	ICredentialDataDecryptedObject, ICredentialsDecrypted, ICredentialTestFunctions, IHookFunctions, INodeCredentialTestResult, IWebhookFunctions,
} from 'n8n-workflow';
import { panelClient, type PanelClient } from '../../genesys/agentPanel/panel';
import type { Refusal } from '../../genesys/agentPanel/refusal';
import { GenesysUnreachableError, inOneText, wordsOf } from '../../genesys/errors';
import { request } from '../shared/credentialTest';

const CREDENTIAL = 'genesysAgentPanelApi';

function panelClientIn({ region, customDomain, clientId, organizationId }: ICredentialDataDecryptedObject): PanelClient {
	const [ofRegion, domain, client, organization] = [region, customDomain, clientId, organizationId].map((value) => (typeof value === 'string' ? value : ''));
	return panelClient(ofRegion, domain, client, organization);
}

/** @throws InvalidInputError naming what is missing or wrong in the credential */
export async function requirePanelClient(context: IHookFunctions): Promise<PanelClient> {
	return panelClientIn(await context.getCredentials(CREDENTIAL));
}

/** An incomplete credential lets nobody in. @throws what n8n throws for a credential that it cannot read */
export async function panelClientOf(context: IWebhookFunctions): Promise<PanelClient | Refusal> {
	const data = await context.getCredentials(CREDENTIAL);
	try {
		return panelClientIn(data);
	} catch (error) {
		return { status: 503, code: 'unavailable', message: `This panel is not set up in n8n. ${wordsOf(error)}` };
	}
}

/** The credential's test button. Only an agent's sign-in can prove the IDs, so it checks their form and whether the region answers. */
export async function testPanelClient(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	try {
		const { api } = panelClientIn(credential.data ?? {}).origins;
		const answer = await request(`${api}/api/v2/tokens/me`, { headers: { Accept: 'application/json' } });
		if (answer instanceof GenesysUnreachableError) return { status: 'Error', message: inOneText(answer) };
		// Genesys Cloud refuses a request without a token, and says so.
		if (answer.status !== 401) {
			return { status: 'Error', message: `${new URL(api).host} does not answer as Genesys Cloud does (HTTP status ${answer.status}). Check the region, or Custom Domain.` };
		}
		return { status: 'OK', message: 'The region answers, and both IDs have the right form. Whether they are the right ones shows when an agent opens the panel' };
	} catch (error) {
		return { status: 'Error', message: wordsOf(error) };
	}
}
