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
		description: 'Name of the integration, and of the OAuth client. Each is created unless it exists.',
	},
	{
		displayName: 'Panel URL', name: 'panelUrl', type: 'string', default: '', required: true,
		placeholder: 'e.g. https://n8n.example.com/webhook/1a2b/panel',
		description: 'Production URL that the Genesys Agent Panel Trigger shows',
	},
	{
		displayName: 'Groups', name: 'groups', type: 'string', default: '', required: true, placeholder: 'e.g. Support Agents, Sales Agents',
		description: 'Names or IDs of the groups whose members see the panel, with commas between them (in Genesys Cloud: Admin › Groups)',
	},
	{
		displayName: 'Queues', name: 'queues', type: 'string', default: '', placeholder: 'e.g. Support, Sales',
		description: 'Names or IDs of the queues beside whose conversations the panel is shown, with commas between them. Empty, of all queues.',
	},
	{
		displayName: 'Communication Types', name: 'communicationTypes', type: 'multiOptions', default: ['open'], required: true,
		options: Object.entries(TYPE_NAMES).map(([value, name]) => ({ name, value })),
		description: 'Beside which conversations the panel is shown. A bot of a Bot Connector usually has Web Messaging.',
	},
	{
		displayName: 'Client ID', name: 'clientId', type: 'string', default: '', placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e',
		description: 'ID of an OAuth client with the grant type Code Authorization, which gets the redirect URI and the scopes. Empty, one is created.',
	},
];
export const panelToProvision = properties.map(forAgentPanel);

export const panelToCheck: INodeProperties = forAgentPanel(widgetProperty);

/** @throws InvalidInputError; and as `provisionAgentPanel` does */
export async function provisionPanelFor(context: IExecuteFunctions, itemIndex: number, tools: { client: GenesysClient; isOwnOrigin: boolean }): Promise<IDataObject> {
	const parameters = parametersOf(context, itemIndex);
	const groups = parameters.pickedNames('groups', 'Groups');
	if (groups.length === 0) {
		throw new InvalidInputError('Groups', '"Groups" is empty, so no agent would see the panel', 'Enter the names or IDs of the groups that your agents are in (Admin › Groups).');
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
	throw new InvalidInputError('Client ID', '"Client ID" does not look like an ID of Genesys Cloud', 'Copy it from Admin › Integrations › OAuth, or leave the field empty.');
}

/** Genesys Cloud refuses what is none of these without saying which. */
function communicationTypesIn(parameters: ParameterReader): string[] {
	const given = parameters.pickedNames('communicationTypes', 'Communication Types');
	const unknown = given.find((type) => !Object.hasOwn(TYPE_NAMES, type));
	if (unknown === undefined && given.length > 0) return given;
	const problem = unknown === undefined ? 'is empty' : `has "${unknown}"`;
	throw new InvalidInputError('Communication Types', `"Communication Types" ${problem}`, `Use any of ${COMMUNICATION_TYPES.join(', ')}. Open Messaging is open.`);
}

export async function checkPanelFor(context: IExecuteFunctions, itemIndex: number, { client, origins }: { client: GenesysClient; origins: GenesysOrigins }): Promise<Finding[]> {
	const chosen = integrationChoiceOf(context, itemIndex);
	const credential = await context.getCredentials(PANEL_CREDENTIAL, itemIndex);
	let panel: PanelClient;
	try {
		panel = panelClientIn(credential);
	} catch (error) {
		return [finding('panel.credential', `The Genesys Agent Panel credential cannot be used: ${reasonOf(error)}`)];
	}
	const get = getPageWith(context.helpers);
	return await checkAgentPanel({ client, chosen, origins, panel, probe: async (url) => await probePanel(get, url) });
}
