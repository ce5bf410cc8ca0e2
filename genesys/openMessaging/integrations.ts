import type { GenesysClient } from '../client';
import { GenesysApiError } from '../errors';
import { asNumber, asObject, asObjects, asText } from '../json';

const PATH = '/api/v2/conversations/messaging/integrations/open';

/** An Open Messaging integration: Genesys' name for one channel with one webhook address. */
export interface OpenIntegration {
	id: string;
	name: string;
	webhookUrl: string;
	/** `Initiated` while Genesys is creating it, then `Completed` or `Error`. */
	createStatus: string;
	createError?: string;
}

function parseIntegration(body: unknown): OpenIntegration | undefined {
	const integration = asObject(body);
	const id = asText(integration?.id);
	if (!integration || !id) return undefined;
	return {
		id,
		name: asText(integration.name) ?? id,
		webhookUrl: asText(integration.outboundNotificationWebhookUrl) ?? '',
		createStatus: asText(integration.createStatus) ?? 'Completed',
		createError: asText(asObject(integration.createError)?.message),
	};
}

/** One page of integrations by name, as Genesys sorts them. Permission: messaging:integration:view. */
export async function listIntegrations(
	client: GenesysClient,
	pageNumber: number,
	pageSize = 100,
): Promise<{ integrations: OpenIntegration[]; pageCount: number }> {
	const body = asObject(
		await client.call({ method: 'GET', path: PATH, query: { pageSize, pageNumber } }, { what: 'List integrations' }),
	);
	return {
		integrations: asObjects(body?.entities).flatMap((entity) => parseIntegration(entity) ?? []),
		pageCount: asNumber(body?.pageCount) ?? 1,
	};
}

/** @throws GenesysApiError 404 when there is none with this id. Permission: messaging:integration:view. */
export async function getIntegration(client: GenesysClient, integrationId: string): Promise<OpenIntegration> {
	const body = await client.call({ method: 'GET', path: pathOf(integrationId) }, { what: 'Get integration' });
	const integration = parseIntegration(body);
	if (integration) return integration;
	throw new GenesysApiError({
		status: 200,
		code: 'unexpected.answer',
		contextId: '',
		message: 'Get integration: Genesys Cloud answered something that is not an integration',
		advice: 'Check the region in the credential: the host may be a proxy or another service.',
	});
}

/** Creation takes seconds as a rule; this long is waited for it. */
const CREATION_CHECKS = 20;
const CREATION_CHECK_PAUSE_MS = 1000;

/**
 * The integration once Genesys has finished creating it: until then it refuses every change.
 * @throws GenesysApiError `creation.failed` or `creation.unfinished`
 */
export async function awaitIntegration(client: GenesysClient, integrationId: string): Promise<OpenIntegration> {
	for (let check = 1; check <= CREATION_CHECKS; check++) {
		const integration = await getIntegration(client, integrationId);
		if (integration.createStatus === 'Completed') return integration;
		if (integration.createStatus === 'Error') {
			throw creationError('creation.failed', `Genesys Cloud could not create the integration "${integration.name}"`, integration.createError);
		}
		await client.sleep(CREATION_CHECK_PAUSE_MS);
	}
	throw creationError('creation.unfinished', `Genesys Cloud is still creating the integration ${integrationId}`);
}

function creationError(code: string, message: string, reason?: string): GenesysApiError {
	return new GenesysApiError({
		status: 409,
		code,
		contextId: '',
		message: reason ? `${message}: ${reason}` : message,
		advice:
			code === 'creation.failed'
				? 'Delete it in Admin › Message › Platforms and create it anew.'
				: 'Publish the workflow again in a minute.',
	});
}

/** Points the integration to an address. Genesys wants the name in every change. Permission: messaging:integration:edit. */
export async function setWebhook(
	client: GenesysClient,
	integration: Pick<OpenIntegration, 'id' | 'name'>,
	{ url, secret }: { url: string; secret?: string },
): Promise<void> {
	await client.call(
		{
			method: 'PATCH',
			path: pathOf(integration.id),
			body: {
				name: integration.name,
				outboundNotificationWebhookUrl: url,
				...(secret === undefined ? {} : { outboundNotificationWebhookSignatureSecretToken: secret }),
			},
		},
		{ what: 'Register webhook', repeatable: true },
	);
}

function pathOf(integrationId: string): string {
	return `${PATH}/${encodeURIComponent(integrationId)}`;
}
