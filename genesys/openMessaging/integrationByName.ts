import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { listAllIntegrations, type OpenIntegration } from './integrations';

/**
 * The integration of a name, in whatever case it is written; one that is written exactly so comes first. Genesys
 * cannot filter by name, so all pages are read. Permission: messaging:integration:view.
 *
 * @throws RefusedError `ambiguous.name` when several have it (whether Genesys allows that is UNCONFIRMED)
 */
export async function findIntegrationByName(client: GenesysClient, name: string): Promise<OpenIntegration | undefined> {
	const similar = await listAllIntegrations(client, { nameContains: name });
	const found = similar.filter((integration) => integration.name.toLowerCase() === name.toLowerCase());
	const exact = found.filter((integration) => integration.name === name);
	const candidates = exact.length > 0 ? exact : found;
	if (candidates.length <= 1) return candidates.at(0);
	throw new RefusedError({
		code: 'ambiguous.name',
		message: `Genesys Cloud has ${candidates.length} Open Messaging integrations named "${name}"`,
		advice: 'Give them different names in Admin › Message › Platforms, or pick the one that is meant from the list.',
	});
}
