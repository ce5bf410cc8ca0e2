import { createIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { changingIntegrations } from '../../../shared/chosenIntegration';
import { readCredential, requireWebhookSecret } from '../../../shared/credential';
import { optionsProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';
import { readFields, toItem, messagingSettingProperty, supportedContentProperty, webhookHeadersProperty, webhookUrlProperty } from './fields';

export const create: Operation = {
	name: 'Create',
	description: 'Create an Open Messaging integration',
	action: 'Create integration',
	toolDescription: 'Creates an Open Messaging integration in Genesys Cloud, which is a channel for customer messages. Use it only for a new channel, and not twice for the same one.',
	properties: [
		{
			displayName: 'Name', name: 'name', type: 'string', default: '', required: true, placeholder: 'e.g. Web chat',
			description: 'Name of the integration in Genesys Cloud',
		},
		optionsProperty([
			messagingSettingProperty,
			supportedContentProperty,
			webhookHeadersProperty('Headers that Genesys Cloud sends with each delivery'),
			webhookUrlProperty("URL that Genesys Cloud delivers to. If empty, it's https://n8n.invalid until you publish the trigger."),
		]),
	],

	async execute(context, client, itemIndex) {
		const parameters = parametersOf(context, itemIndex);
		const name = parameters.requiredText('name', 'Name');
		const webhookSecret = requireWebhookSecret(await readCredential(context, itemIndex));
		const fields = await readFields(context, parameters.fields('options'), itemIndex);
		return toItem(await changingIntegrations(createIntegration(client, { ...fields, name, webhookSecret })));
	},
};
