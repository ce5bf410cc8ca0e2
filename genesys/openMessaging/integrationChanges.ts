import type { GenesysClient } from '../client';
import { awaitIntegration } from './integrationCreation';
import { toRequestBody, type IntegrationFields } from './integrationFields';
import { integrationPath, parseIntegration, type OpenIntegration } from './integrations';

/**
 * Changes what is given and leaves the rest as it is. Genesys wants the name in every change, so it is read first when
 * it stays. Permissions: messaging:integration:edit, and messaging:integration:view to read the name.
 *
 * @throws GenesysApiError, GenesysUnreachableError; GenesysApiError 404 when there is none with this id
 */
export async function updateIntegration(
	client: GenesysClient,
	integrationId: string,
	changes: Partial<IntegrationFields>,
): Promise<OpenIntegration> {
	const what = 'Update integration';
	const name = changes.name ?? (await awaitIntegration(client, integrationId)).name;
	return await change(client, integrationId, { ...changes, name }, what);
}

/** Points the integration to an address. Permission: messaging:integration:edit. */
export async function setWebhook(
	client: GenesysClient,
	integration: Pick<OpenIntegration, 'id' | 'name'>,
	{ url, secret }: { url: string; secret?: string },
): Promise<void> {
	await change(client, integration.id, { name: integration.name, webhookUrl: url, webhookSecret: secret }, 'Register webhook');
}

/** A second time does no harm, so it is repeated after a broken connection. */
async function change(
	client: GenesysClient,
	integrationId: string,
	fields: Pick<IntegrationFields, 'name'> & Partial<IntegrationFields>,
	what: string,
): Promise<OpenIntegration> {
	const request = { method: 'PATCH', path: integrationPath(integrationId), body: toRequestBody(fields) } as const;
	return await client.call(request, { what, read: parseIntegration, repeatable: true });
}
