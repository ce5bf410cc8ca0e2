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
	name?: string;
	webhookUrl?: string; // Public, https, port 443.
	webhookSecret?: string;
	webhookHeaders?: Record<string, string>; // Those given take the place of all there are.
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

/** A name and a value as RFC 9110 (5.1, 5.5) has them; of the value, what can be sent everywhere. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** Reads what `parseAttributes` does. @throws InvalidInputError naming the header, never its value, which may be a secret */
export function parseWebhookHeaders(value: unknown): Record<string, string> {
	const headers = parseAttributes(value, 'Webhook Headers');
	const wrong = headers.find(([name, text]) => !HEADER_NAME.test(name) || !HEADER_VALUE.test(text));
	if (!wrong) return Object.fromEntries(headers);
	const ofValue = `The value of the header "${wrong[0]}" contains characters that a header cannot have`;
	const problem = HEADER_NAME.test(wrong[0]) ? ofValue : `"${wrong[0]}" isn't a valid header name`;
	const advice = 'Use letters, digits, and hyphens in names, such as X-Tenant. Values are a single line without accents.';
	throw new InvalidInputError('Webhook Headers', problem, advice);
}

/** Where nothing is to be delivered: Genesys wants a URL, and nobody has this one (RFC 2606). */
export const PLACEHOLDER_URL = 'https://n8n.invalid';
/**
 * Creates an integration and waits until Genesys has finished it. Once Genesys has taken the request, a repeat would make a
 * second one: an integration that is not finished in time, or cannot be seen, is returned with `createStatus: 'Initiated'`.
 * Permissions: messaging:integration:add and :view.
 * @throws GenesysApiError, GenesysUnreachableError, whose advice says so where it may have been created; RefusedError `creation.failed`
 */
export async function createIntegration(client: GenesysClient, fields: IntegrationFields & { name: string; webhookSecret: string }) {
	const request = { method: 'POST', path: INTEGRATIONS_PATH, body: toRequestBody({ webhookUrl: PLACEHOLDER_URL, ...fields }) } as const;
	return await finished(client, await client.call(request, { what: 'Create integration', read: parseIntegration }));
}

/**
 * Changes what is given and leaves the rest as it is. Permissions: messaging:integration:edit, and :view to read the name.
 * @throws GenesysApiError (404 when there is none with this id), GenesysUnreachableError
 */
export async function updateIntegration(client: GenesysClient, id: string, changes: IntegrationFields, what = 'Update integration') {
	// Genesys wants the name in every change.
	const name = changes.name ?? (await awaitIntegration(client, id)).name;
	const request = { method: 'PATCH', path: integrationPath(id), body: toRequestBody({ ...changes, name }) } as const;
	return await client.call(request, { what, read: parseIntegration, repeatable: true });
}

/** Points the integration to a URL. Returns when Genesys took it, ISO-8601. Permission: messaging:integration:edit. */
export async function setWebhook(client: GenesysClient, of: Pick<OpenIntegration, 'id' | 'name'>, to: { url: string; secret?: string }) {
	const changes = { name: of.name, webhookUrl: to.url, webhookSecret: to.secret };
	const { modifiedAt } = await updateIntegration(client, of.id, changes, 'Register webhook');
	return modifiedAt ?? new Date().toISOString();
}

/** Deletion is carried out a moment after the answer; Terraform's provider waits up to three minutes for it. */
const DELETION = { checks: 61, pauseMs: 1000 };
/** Genesys documents that DELETE may be refused so, but not why: that it is in use is UNCONFIRMED. */
const IN_USE = [409, 412];
/**
 * Deletes an integration and sees that it is gone. Permissions: messaging:integration:delete and :view.
 * @throws GenesysApiError 404 when there is none with this id, 409 or 412 when in use; RefusedError `deletion.unfinished` after a minute
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
	const message = `${what}: Genesys Cloud accepted the deletion, but the integration ${integrationId} still exists`;
	throw new RefusedError({ code: 'deletion.unfinished', message, advice: 'Check in a minute whether it still exists (Integration: Get).' });
}

function inUse(error: CallError): CallError | undefined {
	if (!(error instanceof GenesysApiError) || !IN_USE.includes(error.status)) return undefined;
	const advice =
		'The integration is in use. End its open conversations (Handover: End), remove it from Admin › Routing › Message Routing, and delete it again.';
	return reworded(error, { advice: error.contextId ? `${advice} Context ID: ${error.contextId}.` : advice });
}
