import { invalidValue, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { ApiRequest } from '../http/routes.mts';
import { messagingSetting } from '../messaging/messagingSetting.mts';
import { findProfile } from '../messaging/profiles.mts';
import { supportedContent } from '../messaging/supportedContent.mts';
import type { World } from '../world.mts';

export interface Integration {
	id: string;
	name: string;
	webhookUrl: string;
	secret: string;
	webhookHeaders: Record<string, string>;
	supportedContent?: { id: string };
	messagingSetting?: { id: string };
	/** Model `OpenMessagingIdentityResolutionConfig`, as it was set. */
	identityResolution?: JsonObject;
	createStatus: 'Initiated' | 'Completed' | 'Error';
	createError?: JsonObject;
	recipientId: string;
	/** The recipient's inbound message flow. Without one, messages aren't handled. */
	flowId?: string;
	createdAt: number;
	modifiedAt: number;
	createdBy: string;
	deleting: boolean;
}

/** Fields that POST and PATCH may set. */
export type IntegrationFields = Pick<
	Integration,
	'name' | 'webhookUrl' | 'secret' | 'webhookHeaders' | 'supportedContent' | 'messagingSetting'
>;

/**
 * The integration in the path of a call.
 * @throws ApiError 404
 */
export function integrationOf({ world, params }: ApiRequest): Integration {
	const integration = world.integrations.get(params['integrationId'] ?? '');
	if (!integration) throw notFound('The integration');
	return integration;
}

export function setCreateStatus(integration: Integration, status: Integration['createStatus']): void {
	integration.createStatus = status;
	delete integration.createError;
	if (status !== 'Error') return;
	const message = 'The integration was not created.';
	integration.createError = { message, code: 'general.error', status: 500, details: [], errors: [] };
}

/** "The token must be longer than 15 characters". */
const MIN_SECRET_LENGTH = 16;
const LOCAL_HOSTS = ['127.0.0.1', '[::1]', 'host.docker.internal'];

/**
 * https only, except for this machine and names without a dot (localhost, containers), so that the demo works
 * without certificates.
 */
function checkedUrl(value: unknown): string {
	const field = 'outboundNotificationWebhookUrl';
	if (!isFilledText(value)) throw missingField(field);
	const url = URL.canParse(value) ? new URL(value) : undefined;
	const local = url?.protocol === 'http:' && (LOCAL_HOSTS.includes(url.hostname) || /^[a-z0-9-]+$/i.test(url.hostname));
	if (!url || (url.protocol !== 'https:' && !local)) throw invalidValue(value, field, 'https URL');
	return value;
}

function checkedSecret(value: unknown): string {
	const field = 'outboundNotificationWebhookSignatureSecretToken';
	if (!isFilledText(value)) throw missingField(field);
	if (value.length < MIN_SECRET_LENGTH) {
		throw invalidValue('***', field, 'text longer than 15 characters');
	}
	return value;
}

function checkedHeaders(value: unknown): Record<string, string> {
	if (!isObject(value)) throw invalidValue(value, 'webhookHeaders', 'Map');
	for (const [name, text] of Object.entries(value)) {
		const good = typeof text === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(text);
		if (!good) throw invalidValue(text, `webhookHeaders.${name}`, 'header text');
	}
	return value as Record<string, string>;
}

function checkedReference(value: unknown, field: string): { id: string } {
	if (!isObject(value) || !isFilledText(value['id'])) throw invalidValue(value, field, 'reference with an id');
	return { id: value['id'] };
}

const CHECKS: ReadonlyArray<readonly [string, (value: unknown) => Partial<IntegrationFields>]> = [
	['outboundNotificationWebhookUrl', (value) => ({ webhookUrl: checkedUrl(value) })],
	['outboundNotificationWebhookSignatureSecretToken', (value) => ({ secret: checkedSecret(value) })],
	['webhookHeaders', (value) => ({ webhookHeaders: checkedHeaders(value) })],
	['supportedContent', (value) => ({ supportedContent: checkedReference(value, 'supportedContent') })],
	['messagingSetting', (value) => ({ messagingSetting: checkedReference(value, 'messagingSetting') })],
];

/**
 * The fields of `OpenIntegrationUpdateRequest`. The name is always required, the rest only to change it.
 * @throws ApiError 400 with the field
 */
export function changedFields(body: JsonObject): Partial<IntegrationFields> & { name: string } {
	const name = body['name'];
	if (!isFilledText(name)) throw missingField('name');
	const given = CHECKS.filter(([field]) => body[field] !== undefined && body[field] !== null);
	return Object.assign({ name }, ...given.map(([field, check]) => check(body[field])));
}

/**
 * The fields of `OpenIntegrationRequest`.
 * @throws ApiError 400 with the field
 */
export function requiredFields(body: JsonObject): IntegrationFields {
	const webhookUrl = checkedUrl(body['outboundNotificationWebhookUrl']);
	const secret = checkedSecret(body['outboundNotificationWebhookSignatureSecretToken']);
	return { webhookHeaders: {}, ...changedFields(body), webhookUrl, secret };
}

/** @throws ApiError 400 for a supported content profile or messaging setting that doesn't exist */
export function withKnownReferences<Fields extends Partial<IntegrationFields>>(world: World, fields: Fields): Fields {
	const content = fields.supportedContent?.id;
	const setting = fields.messagingSetting?.id;
	if (content !== undefined && !findProfile(world, supportedContent, content)) {
		throw invalidValue(content, 'supportedContent.id', 'SupportedContent');
	}
	if (setting !== undefined && !findProfile(world, messagingSetting, setting)) {
		throw invalidValue(setting, 'messagingSetting.id', 'MessagingSetting');
	}
	return fields;
}
