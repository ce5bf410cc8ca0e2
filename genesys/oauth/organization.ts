import { anObject } from '../answers';
import type { GenesysClient } from '../client';
import { asObject, asText } from '../json';

/** ID of the token's organization, which the agent panel's trigger compares. Requires no permission. */
export async function getOrganizationId(client: GenesysClient, what: string): Promise<string | undefined> {
	const { organization } = await client.call({ method: 'GET', path: '/api/v2/tokens/me' }, { what, read: anObject });
	return asText(asObject(organization)?.id);
}
