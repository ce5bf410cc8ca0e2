import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InvalidInputError } from '../../../../genesys/errors';
import { withoutUndefined } from '../../../../genesys/json';
import { parseWebhookHeaders, type IntegrationFields } from '../../../../genesys/openMessaging/integrationChanges';
import type { OpenIntegration } from '../../../../genesys/openMessaging/integrations';
import { unreachableReason } from '../../../../genesys/urls';
import { originsOf, readCredential } from '../../../shared/credential';
import type { ParameterReader } from '../../../shared/parameters';

export const messagingSettingProperty: INodeProperties = {
	displayName: 'Messaging Setting ID', name: 'messagingSettingId', type: 'string', default: '',
	description: 'ID of the platform configuration, which turns typing on or off, from Admin › Message › Platform Configs',
};

export const supportedContentProperty: INodeProperties = {
	displayName: 'Supported Content ID', name: 'supportedContentId', type: 'string', default: '',
	description: 'ID of the supported content profile, which lists the allowed file types, from Admin › Message › Supported Content',
};

export function webhookHeadersProperty(description: string): INodeProperties {
	const placeholder = 'e.g. { "X-Tenant": "one" }';
	return { displayName: 'Webhook Headers', name: 'webhookHeaders', type: 'json', default: '{}', placeholder, description };
}

export function webhookUrlProperty(description: string): INodeProperties {
	const placeholder = 'e.g. https://n8n.example.com/webhook/…';
	return { displayName: 'Webhook URL', name: 'webhookUrl', type: 'string', default: '', placeholder, description };
}

/**
 * Reads a collection of fields. Empty fields set nothing, except that an empty list of headers removes all headers.
 * @throws InvalidInputError for invalid headers, and for a URL that Genesys Cloud can't deliver to
 */
export async function readFields(context: IExecuteFunctions, fields: ParameterReader, itemIndex: number): Promise<Partial<IntegrationFields>> {
	const headers = fields.value('webhookHeaders', null) ?? undefined;
	return withoutUndefined({
		name: fields.text('name', 'Name') || undefined,
		webhookUrl: await deliverable(context, fields.text('webhookUrl', 'Webhook URL'), itemIndex),
		webhookHeaders: headers === undefined ? undefined : parseWebhookHeaders(headers),
		supportedContentId: fields.id('supportedContentId', 'Supported Content ID') || undefined,
		messagingSettingId: fields.id('messagingSettingId', 'Messaging Setting ID') || undefined,
	});
}

/** Genesys Cloud accepts some URLs that it then can't deliver to. A local simulator delivers to any URL. */
async function deliverable(context: IExecuteFunctions, url: string, itemIndex: number): Promise<string | undefined> {
	if (url === '') return undefined;
	const origins = originsOf(await readCredential(context, itemIndex));
	const reason = origins.isOwnOrigin ? undefined : unreachableReason(url);
	if (reason === undefined) return url;
	const advice = 'Enter a public HTTPS URL on port 443, or leave it empty. The trigger registers its own URL when you publish it.';
	throw new InvalidInputError('Webhook URL', `Genesys Cloud can't deliver to ${url}: ${reason}`, advice);
}

/** An integration as an item of at most ten fields. It contains neither the secret nor the values of the headers. */
export function toItem({ id, name, webhookUrl, webhookHeaders, status, createStatus, createError, modifiedAt, supportedContent, messagingSetting }: OpenIntegration): IDataObject {
	return {
		integrationId: id,
		...withoutUndefined({ name, webhookUrl, webhookHeaders, status, createStatus, createError, modifiedAt }),
		supportedContent: supportedContent ? { ...supportedContent } : null,
		messagingSetting: messagingSetting ? { ...messagingSetting } : null,
	};
}
