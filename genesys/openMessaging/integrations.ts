import { page } from '../answers';
import type { GenesysClient } from '../client';
import { asObject, asText, withoutUndefined } from '../json';
import { pathId } from '../pathId';

export const INTEGRATIONS_PATH = '/api/v2/conversations/messaging/integrations/open';

/** Something that Genesys names with its id; the name is there where Genesys gives it. */
export interface Reference {
	id: string;
	name?: string;
}

/** An Open Messaging integration: Genesys' name for one channel with one webhook address. The secret is never read. */
export interface OpenIntegration {
	id: string;
	name: string;
	webhookUrl: string;
	/** Names of the headers that Genesys adds to each delivery. Their values may be secrets of the receiver. */
	webhookHeaders: string[];
	/** Genesys' own word, such as `active`. */
	status?: string;
	/** `Initiated` while Genesys is creating it, then `Completed` or `Error`. */
	createStatus: string;
	createError?: string;
	/** Which media types may go each way. */
	supportedContent?: Reference;
	/** Whether typing is told, among others. */
	messagingSetting?: Reference;
	/** What message routing points to a flow. */
	recipientId?: string;
	/** ISO-8601. */
	createdAt?: string;
	modifiedAt?: string;
}

/** `undefined` for what is no integration. */
export function parseIntegration(body: unknown): OpenIntegration | undefined {
	const integration = asObject(body);
	const id = asText(integration?.id);
	if (!integration || !id) return undefined;
	return withoutUndefined<OpenIntegration>({
		id,
		name: asText(integration.name) ?? id,
		webhookUrl: asText(integration.outboundNotificationWebhookUrl) ?? '',
		webhookHeaders: Object.keys(asObject(integration.webhookHeaders) ?? {}),
		status: asText(integration.status),
		createStatus: asText(integration.createStatus) ?? 'Completed',
		createError: asText(asObject(integration.createError)?.message),
		supportedContent: parseReference(integration.supportedContent),
		messagingSetting: parseReference(integration.messagingSetting),
		recipientId: asText(asObject(integration.recipient)?.id),
		createdAt: asText(integration.dateCreated),
		modifiedAt: asText(integration.dateModified),
	});
}

function parseReference(body: unknown): Reference | undefined {
	const reference = asObject(body);
	const id = asText(reference?.id);
	return id ? withoutUndefined({ id, name: asText(reference?.name) }) : undefined;
}

/** One page of integrations, as Genesys sorts them. Permission: messaging:integration:view. */
export async function listIntegrations(
	client: GenesysClient,
	pageNumber: number,
	pageSize = 100,
): Promise<{ integrations: OpenIntegration[]; pageCount: number }> {
	const query = { pageSize, pageNumber };
	const { entities, pageCount } = await client.call({ method: 'GET', path: INTEGRATIONS_PATH, query }, { what: 'List integrations', read: page });
	return { integrations: entities.flatMap((entity) => parseIntegration(entity) ?? []), pageCount };
}

/**
 * The integrations of all pages, or as many as wanted. Genesys filters none by name, so this does.
 * Permission: messaging:integration:view.
 *
 * @param nameContains upper and lower case do not count; empty for all
 */
export async function listAllIntegrations(
	client: GenesysClient,
	{ nameContains = '', limit = Infinity }: { nameContains?: string; limit?: number } = {},
): Promise<OpenIntegration[]> {
	const wanted: OpenIntegration[] = [];
	for (let pageNumber = 1; ; pageNumber++) {
		const { integrations, pageCount } = await listIntegrations(client, pageNumber);
		wanted.push(...integrations.filter(({ name }) => name.toLowerCase().includes(nameContains.toLowerCase())));
		if (pageNumber >= pageCount || wanted.length >= limit) return wanted.slice(0, limit);
	}
}

/** @throws GenesysApiError 404 when there is none with this id. Permission: messaging:integration:view. */
export async function getIntegration(client: GenesysClient, integrationId: string): Promise<OpenIntegration> {
	return await client.call({ method: 'GET', path: integrationPath(integrationId) }, { what: 'Get integration', read: parseIntegration });
}

export function integrationPath(integrationId: string): string {
	return `${INTEGRATIONS_PATH}/${pathId('Integration', integrationId)}`;
}
