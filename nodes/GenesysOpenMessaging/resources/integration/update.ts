import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../../../../genesys/errors';
import { updateIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { usableSecrets } from '../../../../genesys/openMessaging/signature';
import { changingIntegrations, integrationIdOf } from '../../../shared/chosenIntegration';
import { readCredential, requireWebhookSecret, webhookSecretsOf } from '../../../shared/credential';
import { integrationProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import { SETTLING_MS } from '../../trigger/reception';
import type { Operation } from '../operation';
import { readFields, toItem, messagingSettingProperty, supportedContentProperty, webhookHeadersProperty, webhookUrlProperty } from './fields';

/** With `rotate`, the trigger accepts deliveries signed with either secret, so none is lost. */
const SECRET_CHANGES = ['keep', 'rotate', 'replace'] as const;
type SecretChange = (typeof SECRET_CHANGES)[number];

export const update: Operation = {
	name: 'Update',
	description: 'Change an integration or its webhook secret',
	action: 'Update integration',
	toolDescription: 'Changes the name, webhook URL, or webhook secret of an Open Messaging integration in Genesys Cloud. Other settings are kept.',
	properties: [
		integrationProperty,
		{
			displayName: 'Webhook Secret', name: 'webhookSecret', type: 'options', default: 'keep',
			options: [
				{ name: 'Keep', value: 'keep', description: 'Keep the secret that Genesys Cloud has' },
				{
					name: 'Replace', value: 'replace',
					description: "Register the credential's webhook secret immediately and reject deliveries signed with any other",
				},
				{
					name: 'Rotate', value: 'rotate',
					description: "Register the credential's webhook secret and accept deliveries signed with the previous one, so no message is lost",
				},
			],
			description: 'Whether to register a new secret. Before you choose Rotate, move the old secret to Previous Webhook Secret in the credential and enter the new one as Webhook Secret.',
		},
		{
			displayName: 'Update Fields', name: 'updateFields', type: 'collection', placeholder: 'Add Field', default: {},
			options: [
				messagingSettingProperty,
				{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Web chat' },
				supportedContentProperty,
				webhookHeadersProperty('Headers that Genesys Cloud sends with each delivery. They replace all existing headers; {} removes them.'),
				webhookUrlProperty('URL that Genesys Cloud delivers to. The trigger registers its own URL when you publish it.'),
			],
		},
	],

	async execute(context, client, itemIndex) {
		const parameters = parametersOf(context, itemIndex);
		const change = parameters.choice('webhookSecret', 'Webhook Secret', SECRET_CHANGES);
		const fields = await readFields(context, parameters.fields('updateFields'), itemIndex);
		const webhookSecret = await newSecret(context, change, itemIndex);
		if (Object.keys(fields).length === 0 && webhookSecret === undefined) {
			const advice = 'Add a field with a value to "Update Fields", or set "Webhook Secret" to Rotate or Replace.';
			throw new InvalidInputError('Update Fields', "There's nothing to change", advice);
		}
		const integrationId = await integrationIdOf(context, client, itemIndex);
		// A trigger that hasn't loaded the new secret yet would reject deliveries signed with it for good.
		if (change === 'rotate') await client.sleep(SETTLING_MS);
		return toItem(await changingIntegrations(updateIntegration(client, integrationId, { ...fields, webhookSecret })));
	},
};

/**
 * The credential's secret to register, or `undefined` to keep the current one.
 * @throws InvalidInputError if it's too short, or for `rotate` if the credential has no previous secret
 */
async function newSecret(context: IExecuteFunctions, change: SecretChange, itemIndex: number): Promise<string | undefined> {
	if (change === 'keep') return undefined;
	const credentials = await readCredential(context, itemIndex);
	const secret = requireWebhookSecret(credentials);
	const hasBoth = new Set(usableSecrets(webhookSecretsOf(credentials))).size === 2;
	if (change === 'replace' || hasBoth) return secret;
	throw new InvalidInputError(
		'Webhook Secret',
		'The credential has no previous webhook secret, so deliveries still signed with it would be lost',
		"In the Genesys Cloud credential, enter the integration's current secret as Previous Webhook Secret and a new one as Webhook Secret, or choose Replace.",
	);
}
