import { acknowledgement } from '../answers';
import { isNotFound, isOutcomeUnknown } from '../apiError';
import type { CallError, GenesysClient } from '../client';
import { GenesysApiError, InvalidInputError, RefusedError, reworded } from '../errors';
import { withoutUndefined } from '../json';
import { poll } from '../poll';
import { parseAttributes } from './customAttributes';
import { awaitIntegration, finished, integrationPath, INTEGRATIONS_PATH, parseIntegration, type OpenIntegration } from './integrations';

/** Fields of an integration that can be set (OpenIntegrationRequest). */
export interface IntegrationFields {
	name?: string;
	webhookUrl?: string; // Public, https, port 443.
	webhookSecret?: string;
	webhookHeaders?: Record<string, string>; // Replace all existing headers.
	supportedContentId?: string;
	messagingSettingId?: string;
}

function toRequestBody({ name, webhookUrl, webhookSecret, webhookHeaders, ...ids }: IntegrationFields): object {
	return withoutUndefined({
		name,
		outboundNotificationWebhookUrl: webhookUrl,
		outboundNotificationWebhookSignatureSecretToken: webhookSecret,
		webhookHeaders,
		supportedContent: ids.supportedContentId ? { id: ids.supportedContentId } : undefined,
		messagingSetting: ids.messagingSettingId ? { id: ids.messagingSettingId } : undefined,
	});
}

/** Header names and portable values (RFC 9110, 5.1 and 5.5). */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** Accepts the same formats as `parseAttributes`. @throws InvalidInputError with the header's name, never its value, which may be a secret */
export function parseWebhookHeaders(value: unknown): Record<string, string> {
	const headers = parseAttributes(value, 'Webhook Headers');
	const wrong = headers.find(([name, text]) => !HEADER_NAME.test(name) || !HEADER_VALUE.test(text));
	if (!wrong) return Object.fromEntries(headers);
	const ofValue = `The value of the header "${wrong[0]}" contains characters that a header can't have`;
	const problem = HEADER_NAME.test(wrong[0]) ? ofValue : `"${wrong[0]}" isn't a valid header name`;
	const advice = 'Use letters, digits, and hyphens in names, such as X-Tenant. Values are a single line without accents.';
	throw new InvalidInputError('Webhook Headers', problem, advice);
}

/** Genesys Cloud requires a URL, and this one is reserved (RFC 2606). */
export const PLACEHOLDER_URL = 'https://n8n.invalid';
/**
 * Creates an integration and waits until it's ready. A repeat would create a second one, so an integration that isn't ready in
 * time, or can't be read, is returned with `createStatus: 'Initiated'`.
 * Permissions: messaging:integration:add and :view.
 * @throws GenesysApiError, GenesysUnreachableError, with advice if the integration may exist; RefusedError `creation.failed`
 */
export async function createIntegration(client: GenesysClient, fields: IntegrationFields & { name: string; webhookSecret: string }) {
	const request = { method: 'POST', path: INTEGRATIONS_PATH, body: toRequestBody({ webhookUrl: PLACEHOLDER_URL, ...fields }) } as const;
	return await finished(client, await client.call(request, { what: 'Create integration', read: parseIntegration }));
}

/**
 * Changes the given fields only. Permissions: messaging:integration:edit, and :view to read the name.
 * @throws GenesysApiError (404 for an unknown ID), GenesysUnreachableError
 */
export async function updateIntegration(client: GenesysClient, id: string, changes: IntegrationFields, what = 'Update integration') {
	// Genesys Cloud requires the name in every change.
	const name = changes.name ?? (await awaitIntegration(client, id)).name;
	const request = { method: 'PATCH', path: integrationPath(id), body: toRequestBody({ ...changes, name }) } as const;
	return await client.call(request, { what, read: parseIntegration, repeatable: true });
}

/** Sets the webhook URL and secret. Returns the time of the change, ISO 8601. Permission: messaging:integration:edit. */
export async function setWebhook(client: GenesysClient, of: Pick<OpenIntegration, 'id' | 'name'>, to: { url: string; secret?: string }) {
	const changes = { name: of.name, webhookUrl: to.url, webhookSecret: to.secret };
	const { modifiedAt } = await updateIntegration(client, of.id, changes, 'Register webhook');
	return modifiedAt ?? new Date().toISOString();
}

/** Deletion finishes shortly after the response. Terraform's provider waits up to three minutes. */
const DELETION = { checks: 61, pauseMs: 1000 };
/** Documented responses to DELETE without a documented reason. That the integration is in use is UNCONFIRMED. */
const IN_USE = [409, 412];
/**
 * Deletes an integration and waits until it's gone. Permissions: messaging:integration:delete and :view.
 * @throws GenesysApiError 404 for an unknown ID, 409 or 412 if it's in use; RefusedError `deletion.unfinished` after a minute
 */
export async function deleteIntegration(client: GenesysClient, integrationId: string): Promise<void> {
	const what = 'Delete integration';
	const path = integrationPath(integrationId);
	const { error: refusal } = await client.attempt({ method: 'DELETE', path }, { what, read: acknowledgement });
	// If the outcome is unclear, check whether the integration still exists.
	if (refusal && !isOutcomeUnknown(refusal)) throw inUse(refusal) ?? refusal;
	const look = async () => await client.attempt({ method: 'GET', path }, { what, read: parseIntegration });
	const { error } = await poll(client, DELETION, look, (seen) => seen.error !== undefined);
	if (isNotFound(error)) return;
	if (error ?? refusal) throw error ?? refusal;
	const message = `${what}: Genesys Cloud accepted the deletion, but the integration ${integrationId} still exists`;
	throw new RefusedError({ code: 'deletion.unfinished', message, advice: 'Check in a minute whether it still exists (Integration: Get).' });
}

function inUse(error: CallError): CallError | undefined {
	if (!(error instanceof GenesysApiError) || !IN_USE.includes(error.status)) return undefined;
	const advice =
		'The integration is in use. End its open conversations (Handover: End), remove it from Admin › Routing › Message Routing, and delete it again.';
	return reworded(error, { advice: error.contextId ? `${advice} Context ID: ${error.contextId}.` : advice });
}
