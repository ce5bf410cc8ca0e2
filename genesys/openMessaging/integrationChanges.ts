import type { GenesysClient } from '../client';
import { awaitIntegration } from './integrationCreation';
import { toRequestBody, type IntegrationFields } from './integrationFields';
import { integrationIn, integrationPath, type OpenIntegration } from './integrations';

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
	return integrationIn(await change(client, integrationId, { ...changes, name }, what), what);
}

/**
 * Points the integration to a URL. Permission: messaging:integration:edit.
 * @returns when Genesys took it, ISO-8601
 */
export async function setWebhook(
	client: GenesysClient,
	integration: Pick<OpenIntegration, 'id' | 'name'>,
	{ url, secret }: { url: string; secret?: string },
): Promise<string> {
	const what = 'Register webhook';
	const answer = await change(client, integration.id, { name: integration.name, webhookUrl: url, webhookSecret: secret }, what);
	return integrationIn(answer, what).modifiedAt ?? new Date().toISOString();
}

/** A second time does no harm, so it is repeated after a broken connection. */
async function change(
	client: GenesysClient,
	integrationId: string,
	fields: Pick<IntegrationFields, 'name'> & Partial<IntegrationFields>,
	what: string,
): Promise<unknown> {
	const request = { method: 'PATCH', path: integrationPath(integrationId), body: toRequestBody(fields) } as const;
	return await client.call(request, { what, repeatable: true });
}
