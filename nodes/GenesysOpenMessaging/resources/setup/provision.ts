import type { IDataObject } from 'n8n-workflow';
import { asNumber, withoutUndefined } from '../../../../genesys/json';
import { provision as setUp } from '../../../../genesys/setup/provision';
import { MAX_WINDOW_MINUTES } from '../../../../genesys/setup/threading';
import { changingIntegrations } from '../../../shared/chosenIntegration';
import { originsOf, readCredential, requireWebhookSecret } from '../../../shared/credential';
import { optionsProperty, queueProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import { uploadWith } from '../../../shared/plainRequest';
import type { Operation } from '../operation';
import { panelToProvision, provisionPanelFor } from './agentPanel';
import { provisionFor, toProvision } from './botConnector';
import { connectionFor, connectionProperty, forOpenMessaging } from './connection';

const DEFAULT_NAME = 'n8n Open Messaging';

export const provision: Operation = {
	name: 'Provision',
	description: "Create what's missing in Genesys Cloud for handovers, a bot, or an agent panel",
	action: 'Provision Genesys Cloud',
	toolDescription: 'Sets up Genesys Cloud for handovers (integration, flow, and route), for a bot (integration), or for the agent panel (OAuth client and integration). It changes the organization, so use it only if an administrator asks for it. It is safe to repeat. steps lists what it did.',
	properties: [
		connectionProperty,
		forOpenMessaging({
			displayName: 'Name', name: 'name', type: 'string', default: DEFAULT_NAME, required: true,
			description: 'Name of the integration, and of its profile, platform configuration, and flow. Existing ones are reused.',
		}),
		...toProvision,
		...panelToProvision,
		forOpenMessaging(queueProperty("Default queue, for conversations that don't specify one")),
		{
			displayName: 'Dry Run', name: 'dryRun', type: 'boolean', default: false,
			description: 'Whether to return what would change, without changing anything',
		},
		forOpenMessaging(optionsProperty([
			{
				displayName: 'Flow', name: 'flow', type: 'string', default: '', placeholder: 'e.g. Customer Chat',
				description: 'Name of your own published inbound message flow. If empty, a flow is created that transfers to the queue with the language, skills, and priority of Handover: Start.',
			},
			{
				displayName: 'Replace Existing Route', name: 'replaceRoute', type: 'boolean', default: false,
				description: "Whether to replace a route to a flow that this node didn't create",
			},
			{
				displayName: 'Threading Window (Minutes)', name: 'threadingWindowMinutes', type: 'number',
				typeOptions: { minValue: 0, maxValue: MAX_WINDOW_MINUTES }, default: 0,
				description: 'Minutes during which a new message continues an ended conversation, or 0 to start a new one. Applies to all Open Messaging integrations of the organization.',
			},
			{
				displayName: 'Webhook URL', name: 'webhookUrl', type: 'string', default: '',
				placeholder: 'e.g. https://n8n.example.com/webhook/genesys',
				description: 'URL for a new integration; an existing integration keeps its URL. If empty, the trigger registers its own URL when you publish it.',
			},
		])),
	],

	async execute(context, client, itemIndex) {
		const parameters = parametersOf(context, itemIndex);
		const credentials = await readCredential(context);
		const { isOwnOrigin } = originsOf(credentials);
		const connection = connectionFor(context, itemIndex);
		if (connection === 'agentPanel') return withoutUndefined(await provisionPanelFor(context, itemIndex, { client, isOwnOrigin }));
		if (connection !== 'openMessaging') return withoutUndefined(await provisionFor(context, itemIndex, { client, generation: connection, isOwnOrigin }));
		const fields = parameters.fields('options');
		const minutes = fields.text('threadingWindowMinutes', 'Threading Window (Minutes)');
		const wanted = {
			name: parameters.text('name', 'Name') || DEFAULT_NAME,
			queueName: parameters.queueName(),
			webhookSecret: requireWebhookSecret(credentials),
			webhookUrl: fields.text('webhookUrl', 'Webhook URL'),
			ownFlow: fields.text('flow', 'Flow'),
			replaceRoute: fields.isOn('replaceRoute'),
			threadingWindowMinutes: minutes === '' ? undefined : (asNumber(minutes) ?? NaN),
		};
		const tools = { client, upload: uploadWith(context.helpers, isOwnOrigin), isOwnOrigin };
		return withoutUndefined<IDataObject>({ ...(await changingIntegrations(setUp(tools, wanted, parameters.isOn('dryRun')))) });
	},
};
