import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { CUSTOM_REGION, REGIONS } from '../../genesys/regions';

/** Fields of both credentials. */

const regions: INodePropertyOptions[] = [
	...REGIONS.map(({ name, domain }) => ({ name: `${name} – ${domain}`, value: domain })),
	{ name: 'Custom', value: CUSTOM_REGION },
];

export const regionProperties: INodeProperties[] = [
	{
		displayName: 'Region', name: 'region', type: 'options', default: 'mypurecloud.com', required: true, options: regions,
		description: 'Region of your Genesys Cloud organization',
	},
	{
		displayName: 'Custom Domain', name: 'customDomain', type: 'string', default: '', placeholder: 'e.g. mypurecloud.de',
		displayOptions: { show: { region: [CUSTOM_REGION] } },
		description: "Region's domain, or an origin such as http://localhost:4010 that serves both API and login",
	},
];

export const clientIdPlaceholder = 'e.g. 7d1f6a52-3c9e-4b0d-8a75-2e4c1f9b6d30';

export const webhookSecretProperties: INodeProperties[] = [
	{
		displayName: 'This is all you need to send messages. To receive messages with the Genesys Open Messaging Trigger, enter a webhook secret.',
		name: 'receivingNotice', type: 'notice', default: '',
		displayOptions: { show: { webhookSecret: [''] } },
	},
	{
		displayName: 'Webhook Secret', name: 'webhookSecret', type: 'string', typeOptions: { password: true }, default: '',
		placeholder: 'e.g. 16 random characters or more',
		description: 'Random text that Genesys Cloud signs its deliveries with. The Genesys Open Messaging Trigger registers it in the integration and rejects all other deliveries.',
	},
	{
		displayName: 'Previous Webhook Secret', name: 'previousWebhookSecret', type: 'string', typeOptions: { password: true }, default: '',
		displayOptions: { hide: { webhookSecret: [''] } },
		description: "Secret that is still accepted until Genesys Cloud uses the new one. Leave empty unless you're changing the webhook secret.",
	},
];
