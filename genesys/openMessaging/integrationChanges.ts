import { acknowledgement } from '../answers';
import { isNotFound, isOutcomeUnknown } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { GenesysApiError, InvalidInputError, RefusedError, reworded } from '../errors';
import { withoutUndefined } from '../json';
import { poll } from '../poll';
import { parseAttributes } from './customAttributes';
import { awaitIntegration, finished, integrationPath, INTEGRATIONS_PATH, parseIntegration, type OpenIntegration } from './integrations';

/** What can be set in an integration (OpenIntegrationRequest). */
export interface IntegrationFields {
	name: string;
	/** Public, https, port 443. */
	webhookUrl: string;
	/** 16 characters or more. */
	webhookSecret: string;
	/** Those given take the place of all there are. */
	webhookHeaders: Record<string, string>;
	supportedContentId: string;
	messagingSettingId: string;
}

/** The fields in Genesys' words; those that are not given are not named. */
function toRequestBody({ name, webhookUrl, webhookSecret, webhookHeaders, ...ids }: Partial<IntegrationFields>): object {
	return withoutUndefined({
		name,
		outboundNotificationWebhookUrl: webhookUrl,
		outboundNotificationWebhookSignatureSecretToken: webhookSecret,
		webhookHeaders,
		supportedContent: ids.supportedContentId ? { id: ids.supportedContentId } : undefined,
		messagingSetting: ids.messagingSettingId ? { id: ids.messagingSettingId } : undefined,
	});
}

/** A name and a value as RFC 9110 (5.1, 5.5) has them; of the value, what can be sent everywhere. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/**
 * Reads headers for deliveries: an object, pairs, or JSON text of them.
 * @throws InvalidInputError naming the header, never its value, which may be a secret
 */
export function parseWebhookHeaders(value: unknown): Record<string, string> {
	const headers = parseAttributes(value, 'Webhook Headers');
	const wrong = headers.find(([name, text]) => !HEADER_NAME.test(name) || !HEADER_VALUE.test(text));
	if (!wrong) return Object.fromEntries(headers);
	const [name] = wrong;
	throw new InvalidInputError(
		'Webhook Headers',
		HEADER_NAME.test(name)
			? `The value of the header "${name}" has characters that a header cannot have`
			: `"${name}" cannot be the name of a header`,
		'Names are letters, digits and hyphens, such as X-Tenant; values are of one line, without accents.',
	);
}

/** Where nothing is to be delivered: Genesys wants a URL, and nobody has this one (RFC 2606). */
export const PLACEHOLDER_URL = 'https://n8n.invalid';

/**
 * Creates an integration and waits until Genesys has finished it. Permissions: messaging:integration:add and :view.
 * Once Genesys has taken the request, only `creation.failed` is a failure: repeating it would make a second one. So an
 * integration that is not finished in time, or cannot be seen, is given as it was, with `createStatus: 'Initiated'`.
 *
 * @throws GenesysApiError, GenesysUnreachableError; after one that leaves it open whether it was created, the advice says so
 */
export async function createIntegration(
	client: GenesysClient,
	fields: Pick<IntegrationFields, 'name' | 'webhookSecret'> & Partial<IntegrationFields>,
): Promise<OpenIntegration> {
	const request = { method: 'POST', path: INTEGRATIONS_PATH, body: toRequestBody({ webhookUrl: PLACEHOLDER_URL, ...fields }) } as const;
	return await finished(client, await client.call(request, { what: 'Create integration', read: parseIntegration }));
}

/**
 * Changes what is given and leaves the rest as it is. Genesys wants the name in every change, so it is read first when
 * it stays. Permissions: messaging:integration:edit, and :view to read the name.
 *
 * @throws GenesysApiError (404 when there is none with this id), GenesysUnreachableError
 */
export async function updateIntegration(
	client: GenesysClient,
	integrationId: string,
	changes: Partial<IntegrationFields>,
	what = 'Update integration',
): Promise<OpenIntegration> {
	const name = changes.name ?? (await awaitIntegration(client, integrationId)).name;
	const request = { method: 'PATCH', path: integrationPath(integrationId), body: toRequestBody({ ...changes, name }) } as const;
	// A second time does no harm.
	return await client.call(request, { what, read: parseIntegration, repeatable: true });
}

/**
 * Points the integration to a URL. Permission: messaging:integration:edit.
 * @returns when Genesys took it, ISO-8601
 */
export async function setWebhook(
	client: GenesysClient,
	{ id, name }: Pick<OpenIntegration, 'id' | 'name'>,
	{ url, secret }: { url: string; secret?: string },
): Promise<string> {
	const { modifiedAt } = await updateIntegration(client, id, { name, webhookUrl: url, webhookSecret: secret }, 'Register webhook');
	return modifiedAt ?? new Date().toISOString();
}

/** Deletion is carried out a moment after the answer; Terraform's provider waits up to three minutes for it. */
const DELETION = { checks: 61, pauseMs: 1000 };

/** Genesys documents that DELETE may be refused so, but not why: that it is in use is UNCONFIRMED. */
const IN_USE = [409, 412];

/**
 * Deletes an integration and sees that it is gone. Permissions: messaging:integration:delete and :view.
 *
 * @throws GenesysApiError 404 when there is none with this id, 409 or 412 when it is in use; RefusedError
 * `deletion.unfinished` when it is still there after a minute
 */
export async function deleteIntegration(client: GenesysClient, integrationId: string): Promise<void> {
	const what = 'Delete integration';
	const path = integrationPath(integrationId);
	const { error: refusal } = await client.attempt({ method: 'DELETE', path }, { what, read: acknowledgement });
	// Where it is open whether it was carried out, looking at it tells.
	if (refusal && !isOutcomeUnknown(refusal)) throw inUse(refusal) ?? refusal;

	const look = async () => await client.attempt({ method: 'GET', path }, { what, read: parseIntegration });
	const { error } = await poll(client, DELETION, look, (seen) => seen.error !== undefined);
	if (isNotFound(error)) return;
	if (error ?? refusal) throw error ?? refusal;
	throw new RefusedError({
		code: 'deletion.unfinished',
		message: `${what}: Genesys Cloud accepted the deletion, but integration ${integrationId} is still there`,
		advice: 'Look in a minute whether it is gone (Integration: Get).',
	});
}

function inUse(error: CallError): CallError | undefined {
	if (!(error instanceof GenesysApiError) || !IN_USE.includes(error.status)) return undefined;
	const advice =
		'It is in use: end the conversations that still go on over it (Handover: End), take it out of Admin › Routing › Message Routing, and delete it again.';
	return reworded(error, { advice: error.contextId ? `${advice} Context ID: ${error.contextId}.` : advice });
}
