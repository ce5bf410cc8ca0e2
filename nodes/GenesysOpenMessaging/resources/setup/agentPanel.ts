import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { PanelClient } from '../../../../genesys/agentPanel/panel';
import { probePanel } from '../../../../genesys/agentPanel/probe';
import { COMMUNICATION_TYPES } from '../../../../genesys/agentPanel/widget';
import type { GenesysClient } from '../../../../genesys/client';
import { InvalidInputError, reasonOf } from '../../../../genesys/errors';
import { isGuid } from '../../../../genesys/ids';
import type { GenesysOrigins } from '../../../../genesys/regions';
import { checkAgentPanel } from '../../../../genesys/setup/checkAgentPanel';
import { finding, type Finding } from '../../../../genesys/setup/findings';
import { provisionAgentPanel } from '../../../../genesys/setup/provisionAgentPanel';
import { integrationChoiceOf } from '../../../shared/chosenIntegration';
import { widgetProperty } from '../../../shared/descriptions';
import { PANEL_CREDENTIAL, panelClientIn } from '../../../shared/panelCredential';
import { parametersOf, type ParameterReader } from '../../../shared/parameters';
import { getPageWith } from '../../../shared/plainRequest';
import { forAgentPanel } from './connection';

/** Setup: Provision and Setup: Check of the agent panel. */

const TYPE_NAMES: Record<(typeof COMMUNICATION_TYPES)[number], string> = {
	apple: 'Apple Messages for Business', facebook: 'Facebook Messenger', instagram: 'Instagram', open: 'Open Messaging',
	sms: 'SMS', twitter: 'X (Twitter)', webmessaging: 'Web Messaging', whatsapp: 'WhatsApp',
};

const properties: INodeProperties[] = [
	{
		displayName: 'Name', name: 'name', type: 'string', default: 'n8n Agent Panel', required: true,
		description: 'Name of the integration and of the OAuth client. Existing ones are reused.',
	},
	{
		displayName: 'Panel URL', name: 'panelUrl', type: 'string', default: '', required: true,
		placeholder: 'e.g. https://n8n.example.com/webhook/1a2b/panel',
		description: 'Production URL of the Genesys Agent Panel Trigger',
	},
	{
		displayName: 'Groups', name: 'groups', type: 'string', default: '', required: true, placeholder: 'e.g. Support Agents, Sales Agents',
		description: 'Comma-separated names or IDs of the groups whose members see the panel (in Genesys Cloud: Admin › Groups)',
	},
	{
		displayName: 'Queues', name: 'queues', type: 'string', default: '', placeholder: 'e.g. Support, Sales',
		description: 'Comma-separated names or IDs of the queues whose conversations show the panel. If empty, conversations of all queues show it.',
	},
	{
		displayName: 'Communication Types', name: 'communicationTypes', type: 'multiOptions', default: ['open'], required: true,
		options: Object.entries(TYPE_NAMES).map(([value, name]) => ({ name, value })),
		description: 'Types of conversations that show the panel. For a bot of a Bot Connector, this is usually Web Messaging.',
	},
	{
		displayName: 'Client ID', name: 'clientId', type: 'string', default: '', placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e',
		description: 'ID of an existing OAuth client with the grant type Code Authorization, to which the redirect URI and scopes are added. If empty, a client is created.',
	},
];
export const panelToProvision = properties.map(forAgentPanel);

export const panelToCheck: INodeProperties = forAgentPanel(widgetProperty);

/** @throws InvalidInputError; and the errors of `provisionAgentPanel` */
export async function provisionPanelFor(context: IExecuteFunctions, itemIndex: number, tools: { client: GenesysClient; isOwnOrigin: boolean }): Promise<IDataObject> {
	const parameters = parametersOf(context, itemIndex);
	const groups = parameters.pickedNames('groups', 'Groups');
	if (groups.length === 0) {
		throw new InvalidInputError('Groups', '"Groups" is empty, so no agent would see the panel', "Enter the names or IDs of your agents' groups (Admin › Groups).");
	}
	const wanted = {
		name: parameters.requiredText('name', 'Name'),
		panelUrl: parameters.requiredText('panelUrl', 'Panel URL'),
		clientId: clientIdIn(parameters),
		groups,
		queues: parameters.pickedNames('queues', 'Queues'),
		communicationTypes: communicationTypesIn(parameters),
	};
	return { ...(await provisionAgentPanel(tools, wanted, parameters.isOn('dryRun'))) };
}

function clientIdIn(parameters: ParameterReader): string {
	const clientId = parameters.text('clientId', 'Client ID');
	if (clientId === '' || isGuid(clientId)) return clientId.toLowerCase();
	throw new InvalidInputError('Client ID', '"Client ID" doesn\'t look like a Genesys Cloud ID', 'Copy it from Admin › Integrations › OAuth, or clear the field.');
}

/** Genesys Cloud rejects unknown types without naming them. */
function communicationTypesIn(parameters: ParameterReader): string[] {
	const given = parameters.pickedNames('communicationTypes', 'Communication Types');
	const unknown = given.find((type) => !Object.hasOwn(TYPE_NAMES, type));
	if (unknown === undefined && given.length > 0) return given;
	const problem = unknown === undefined ? 'is empty' : `contains "${unknown}"`;
	throw new InvalidInputError('Communication Types', `"Communication Types" ${problem}`, `Use any of ${COMMUNICATION_TYPES.join(', ')}. The value of Open Messaging is open.`);
}

export async function checkPanelFor(context: IExecuteFunctions, itemIndex: number, { client, origins }: { client: GenesysClient; origins: GenesysOrigins }): Promise<Finding[]> {
	const chosen = integrationChoiceOf(context, itemIndex);
	const credential = await context.getCredentials(PANEL_CREDENTIAL, itemIndex);
	let panel: PanelClient;
	try {
		panel = panelClientIn(credential);
	} catch (error) {
		return [finding('panel.credential', `The Genesys Agent Panel credential can't be used: ${reasonOf(error)}`)];
	}
	const get = getPageWith(context.helpers);
	return await checkAgentPanel({ client, chosen, origins, panel, probe: async (url) => await probePanel(get, url) });
}
