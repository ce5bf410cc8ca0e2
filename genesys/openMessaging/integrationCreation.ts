import type { GenesysClient } from '../client';
import { GenesysApiError, RefusedError } from '../errors';
import { toRequestBody, type IntegrationFields } from './integrationFields';
import { getIntegration, integrationPath, INTEGRATIONS_PATH, parseIntegration, type OpenIntegration } from './integrations';

/** Where nothing is to be delivered yet: Genesys wants an address, and nobody has this one (RFC 2606). */
export const PLACEHOLDER_URL = 'https://n8n.invalid';

/** Creation takes seconds as a rule; this long is waited for it. */
const CREATION_CHECKS = 20;
const CREATION_CHECK_PAUSE_MS = 1000;

/**
 * Creates an integration and waits until Genesys has finished it. Permissions: messaging:integration:add, and
 * messaging:integration:view to see it finished.
 *
 * Once Genesys has taken the request, only `creation.failed` is a failure: repeating it would make a second one. So an
 * integration that is not finished in time, or cannot be seen, is given as it was, with `createStatus: 'Initiated'`.
 *
 * @throws GenesysApiError, GenesysUnreachableError; after one that leaves it open whether it was created, the advice says so
 */
export async function createIntegration(
	client: GenesysClient,
	fields: Pick<IntegrationFields, 'name' | 'webhookSecret'> & Partial<IntegrationFields>,
): Promise<OpenIntegration> {
	const what = 'Create integration';
	const body = toRequestBody({ webhookUrl: PLACEHOLDER_URL, ...fields });
	return await finished(client, await client.call({ method: 'POST', path: INTEGRATIONS_PATH, body }, { what, read: parseIntegration }));
}

/**
 * The integration once Genesys has finished creating it: until then it refuses every change.
 * @throws RefusedError `creation.failed` or `creation.unfinished`
 */
export async function awaitIntegration(client: GenesysClient, integrationId: string): Promise<OpenIntegration> {
	const integration = await finished(client, await getIntegration(client, integrationId));
	if (integration.createStatus === 'Completed') return integration;
	throw new RefusedError({
		code: 'creation.unfinished',
		message: `Genesys Cloud is still creating the integration ${integrationId}`,
		advice: 'Try again in a minute.',
	});
}

/**
 * The integration when it is finished, or as it was last seen: when the time is over, or when it cannot be read.
 * @throws RefusedError `creation.failed`
 */
async function finished(client: GenesysClient, integration: OpenIntegration): Promise<OpenIntegration> {
	let latest = integration;
	for (let check = 1; latest.createStatus === 'Initiated' && check <= CREATION_CHECKS; check++) {
		await client.sleep(CREATION_CHECK_PAUSE_MS);
		const { body, error } = await client.attempt({ method: 'GET', path: integrationPath(latest.id) }, { what: 'Get integration', read: parseIntegration });
		if (error && !(error instanceof GenesysApiError && error.status === 404)) break;
		latest = body ?? latest;
	}
	if (latest.createStatus !== 'Error') return latest;
	const { id, name, createError } = latest;
	throw new RefusedError({
		code: 'creation.failed',
		message: `Genesys Cloud could not create the integration "${name}"${createError ? `: ${createError}` : ''}`,
		advice: `Delete it (Admin › Message › Platforms, ID ${id}) and create it anew.`,
	});
}
