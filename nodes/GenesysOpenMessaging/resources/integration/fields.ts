import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InvalidInputError } from '../../../../genesys/errors';
import { withoutUndefined } from '../../../../genesys/json';
import { parseWebhookHeaders, type IntegrationFields } from '../../../../genesys/openMessaging/integrationChanges';
import { unreachableReason } from '../../../../genesys/urls';
import { clientCredentialsOf, CREDENTIAL } from '../../../shared/credential';
import { fieldId } from '../../../shared/ids';
import { fieldText } from '../../../shared/parameters';

export const messagingSettingProperty: INodeProperties = {
	displayName: 'Messaging Setting ID',
	name: 'messagingSettingId',
	type: 'string',
	default: '',
	description: 'The platform configuration, which says among others whether typing is told (Admin › Message › Platform Configs)',
};

export const supportedContentProperty: INodeProperties = {
	displayName: 'Supported Content ID',
	name: 'supportedContentId',
	type: 'string',
	default: '',
	description: 'The supported content profile, which says what media may be sent and received',
};

export function webhookHeadersProperty(description: string): INodeProperties {
	return {
		displayName: 'Webhook Headers',
		name: 'webhookHeaders',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "X-Tenant": "one" }',
		description,
	};
}

export function webhookUrlProperty(description: string): INodeProperties {
	return {
		displayName: 'Webhook URL',
		name: 'webhookUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…',
		description,
	};
}

/**
 * What a collection of fields sets; those that are empty set nothing, but for the list of headers, which may be so.
 * @throws InvalidInputError for headers that are none, and for an address to which Genesys cannot deliver
 */
export async function integrationFields(
	context: IExecuteFunctions,
	fields: IDataObject,
	itemIndex: number,
): Promise<Partial<IntegrationFields>> {
	const text = (name: string, displayName: string) => fieldText(fields, name, displayName) || undefined;
	return withoutUndefined({
		name: text('name', 'Name'),
		webhookUrl: await deliverable(context, text('webhookUrl', 'Webhook URL'), itemIndex),
		webhookHeaders: fields.webhookHeaders === undefined ? undefined : parseWebhookHeaders(fields.webhookHeaders),
		supportedContentId: fieldId(fields, 'supportedContentId', 'Supported Content ID') || undefined,
		messagingSettingId: fieldId(fields, 'messagingSettingId', 'Messaging Setting ID') || undefined,
	});
}

/** Genesys takes some addresses to which it then delivers nothing. A simulator on this machine delivers to all. */
async function deliverable(context: IExecuteFunctions, url: string | undefined, itemIndex: number): Promise<string | undefined> {
	if (url === undefined) return undefined;
	const { origins } = clientCredentialsOf(await context.getCredentials(CREDENTIAL, itemIndex));
	const reason = origins.isOwnOrigin ? undefined : unreachableReason(url);
	if (reason === undefined) return url;
	throw new InvalidInputError(
		'Webhook URL',
		`Genesys Cloud cannot deliver to ${url}: ${reason}`,
		'Give a public https address on port 443, or leave it to the trigger, which enters its own when it is published.',
	);
}
