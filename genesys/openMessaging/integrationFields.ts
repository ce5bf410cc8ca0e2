import { InvalidInputError } from '../errors';
import { withoutUndefined } from '../json';
import { parseAttributes } from './customAttributes';

/** What can be set in an integration (OpenIntegrationRequest). */
export interface IntegrationFields {
	name: string;
	/** Public, https, port 443. */
	webhookUrl: string;
	/** 16 characters or more. */
	webhookSecret: string;
	/** Sent with each delivery; those given take the place of all there are. */
	webhookHeaders: Record<string, string>;
	supportedContentId: string;
	messagingSettingId: string;
}

/** The fields in Genesys' words; those that are not given are not named. */
export function toRequestBody(fields: Partial<IntegrationFields>): object {
	return withoutUndefined({
		name: fields.name,
		outboundNotificationWebhookUrl: fields.webhookUrl,
		outboundNotificationWebhookSignatureSecretToken: fields.webhookSecret,
		webhookHeaders: fields.webhookHeaders,
		supportedContent: referenceTo(fields.supportedContentId),
		messagingSetting: referenceTo(fields.messagingSettingId),
	});
}

function referenceTo(id: string | undefined): { id: string } | undefined {
	return id ? { id } : undefined;
}

/** A name and a value as RFC 9110 (5.1, 5.5) has them; of the value, what can be sent everywhere. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/**
 * Reads headers for deliveries: an object, pairs, or JSON text of them.
 * @throws InvalidInputError naming the header, never its value, which may be a secret
 */
export function parseWebhookHeaders(value: unknown): Record<string, string> {
	const displayName = 'Webhook Headers';
	const headers = parseAttributes(value, displayName);
	for (const [name, text] of headers) {
		if (HEADER_NAME.test(name) && HEADER_VALUE.test(text)) continue;
		throw new InvalidInputError(
			displayName,
			HEADER_NAME.test(name) ? `The value of the header "${name}" has characters that a header cannot have` : `"${name}" cannot be the name of a header`,
			'Names are letters, digits and hyphens, such as X-Tenant; values are of one line, without accents.',
		);
	}
	return Object.fromEntries(headers);
}
