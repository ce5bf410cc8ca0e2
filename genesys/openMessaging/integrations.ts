import { allPages, objectWithId, page, type Page } from '../answers';
import { isNotFound } from '../apiError';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { asObject, asText, withoutUndefined } from '../json';
import { pathId, type Reference } from '../ids';
import { poll } from '../poll';

export const INTEGRATIONS_PATH = '/api/v2/conversations/messaging/integrations/open';

/** An Open Messaging integration: a channel with one webhook URL. The secret is never read. */
export interface OpenIntegration {
	id: string;
	name: string;
	webhookUrl: string;
	/** Names of the headers in each delivery, without their values, which may be secrets. */
	webhookHeaders: string[];
	status?: string; // For example, `active`.
	createStatus: string; // `Initiated` during creation, then `Completed` or `Error`.
	createError?: string;
	supportedContent?: Reference;
	messagingSetting?: Reference;
	recipientId?: string; // Used in message routing.
	modifiedAt?: string; // ISO 8601.
}

export function parseIntegration(body: unknown): OpenIntegration | undefined {
	const integration = objectWithId(body);
	return integration && withoutUndefined<OpenIntegration>({
		id: integration.id,
		name: asText(integration.name) ?? integration.id,
		webhookUrl: asText(integration.outboundNotificationWebhookUrl) ?? '',
		webhookHeaders: Object.keys(asObject(integration.webhookHeaders) ?? {}),
		status: asText(integration.status),
		createStatus: asText(integration.createStatus) ?? 'Completed',
		createError: asText(asObject(integration.createError)?.message),
		supportedContent: parseReference(integration.supportedContent),
		messagingSetting: parseReference(integration.messagingSetting),
		recipientId: asText(asObject(integration.recipient)?.id),
		modifiedAt: asText(integration.dateModified),
	});
}

function parseReference(body: unknown): Reference | undefined {
	const reference = objectWithId(body);
	return reference && withoutUndefined({ id: reference.id, name: asText(reference.name) });
}

/** One page. Permission: messaging:integration:view, as for all read calls. */
export async function listIntegrations(client: GenesysClient, pageNumber: number): Promise<Page<OpenIntegration>> {
	const request = { method: 'GET', path: INTEGRATIONS_PATH, query: { pageSize: 100, pageNumber } } as const;
	const { entities, pageCount } = await client.call(request, { what: 'List integrations', read: page });
	return { entities: entities.flatMap((entity) => parseIntegration(entity) ?? []), pageCount };
}

/** Integrations from all pages whose name contains a text, case-insensitive. Genesys Cloud doesn't filter by name. */
export async function listAllIntegrations(client: GenesysClient, { nameContains = '', limit = Infinity } = {}): Promise<OpenIntegration[]> {
	const readPage = async (pageNumber: number) => {
		const { entities, pageCount } = await listIntegrations(client, pageNumber);
		return { entities: entities.filter(({ name }) => name.toLowerCase().includes(nameContains.toLowerCase())), pageCount };
	};
	return (await allPages(readPage, (found) => found.length >= limit)).slice(0, limit);
}

/** @throws GenesysApiError 404 for an unknown ID */
export async function getIntegration(client: GenesysClient, integrationId: string): Promise<OpenIntegration> {
	return await client.call({ method: 'GET', path: integrationPath(integrationId) }, { what: 'Get integration', read: parseIntegration });
}

export function integrationPath(integrationId: string): string {
	return `${INTEGRATIONS_PATH}/${pathId('Integration', integrationId)}`;
}

/** Case-insensitive; an exact match wins. @throws RefusedError `ambiguous.name` (whether names can repeat is UNCONFIRMED) */
export async function findIntegrationByName(client: GenesysClient, name: string): Promise<OpenIntegration | undefined> {
	const similar = await listAllIntegrations(client, { nameContains: name });
	const exact = similar.filter((integration) => integration.name === name);
	const found = exact.length > 0 ? exact : similar.filter((integration) => integration.name.toLowerCase() === name.toLowerCase());
	if (found.length <= 1) return found.at(0);
	const advice = 'Rename them in Admin › Message › Platforms, or choose the integration from the list.';
	const message = `Genesys Cloud has ${found.length} Open Messaging integrations named "${name}"`;
	throw new RefusedError({ code: 'ambiguous.name', message, advice });
}

const CREATION = { checks: 21, pauseMs: 1000 }; // Creation usually takes seconds.
/** Waits until the integration is created and can be changed. @throws RefusedError `creation.failed`, `creation.unfinished` */
export async function awaitIntegration(client: GenesysClient, integrationId: string): Promise<OpenIntegration> {
	const integration = unlessFailed(await poll(client, CREATION, async () => await getIntegration(client, integrationId), isFinished));
	if (isFinished(integration)) return integration;
	const message = `Genesys Cloud is still creating the integration ${integrationId}`;
	throw new RefusedError({ code: 'creation.unfinished', message, advice: 'Try again in a minute.' });
}

/** Waits for a new integration. Returns its last known state after the time limit, or if it can't be read. @throws RefusedError `creation.failed` */
export async function finished(client: GenesysClient, created: OpenIntegration): Promise<OpenIntegration> {
	if (isFinished(created)) return unlessFailed(created);
	const request = { method: 'GET', path: integrationPath(created.id) } as const;
	const look = async () => await client.attempt(request, { what: 'Get integration', read: parseIntegration });
	await client.sleep(CREATION.pauseMs);
	const { body } = await poll(client, CREATION, look, ({ body: seen, error }) => (error ? !isNotFound(error) : isFinished(seen)));
	return unlessFailed(body ?? created);
}

function isFinished({ createStatus }: OpenIntegration): boolean {
	return createStatus !== 'Initiated';
}

function unlessFailed(integration: OpenIntegration): OpenIntegration {
	const { id, name, createStatus, createError } = integration;
	if (createStatus !== 'Error') return integration;
	const message = `Genesys Cloud couldn't create the integration "${name}"${createError ? `: ${createError}` : ''}`;
	const advice = `Delete it in Admin › Message › Platforms (ID ${id}) and create it again.`;
	throw new RefusedError({ code: 'creation.failed', message, advice });
}
