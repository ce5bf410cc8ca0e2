import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { forgetIntegrationAfter } from '../shared/chosenIntegration';
import { testCredential } from '../shared/credentialTest';
import { authenticationProperty } from '../shared/descriptions';
import { toErrorItem, toNodeError } from '../shared/errors';
import { testHeaderSecret } from '../shared/headerSecret';
import { inLanes, laneOf } from '../shared/lanes';
import { listSearch } from '../shared/listSearch';
import { testPanelClient } from '../shared/panelCredential';
import { genesysClient } from '../shared/transport';
import { operationOf, operationProperties, parameterProperties, resourceProperty, subtitle } from './resources';

export class GenesysOpenMessaging implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Open Messaging',
		name: 'genesysOpenMessaging',
		icon: { light: 'file:../../icons/genesysOpenMessaging.svg', dark: 'file:../../icons/genesysOpenMessaging.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description: 'Hand conversations over to agents in Genesys Cloud and exchange messages with them',
		defaults: { name: 'Genesys Open Messaging' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'genesysCloudApi', required: true, testedBy: 'genesysCloudApiTest', displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'genesysCloudOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			// With `connection` under `show`, n8n's editor would hide Resource and Operation, which it depends on.
			{
				name: 'genesysBotConnectorApi', required: true, testedBy: 'genesysBotConnectorApiTest',
				displayOptions: { show: { resource: ['setup'] }, hide: { connection: ['openMessaging', 'agentPanel'] } },
			},
			// Setup: Provision returns the values for this credential, so it doesn't need the credential.
			{
				name: 'genesysAgentPanelApi', required: true, testedBy: 'genesysAgentPanelApiTest',
				displayOptions: { show: { resource: ['setup'] }, hide: { connection: ['openMessaging', 'botConnector', 'digitalBotConnector'], operation: ['provision'] } },
			},
		],
		properties: [authenticationProperty, resourceProperty, ...operationProperties, ...parameterProperties],
	};

	methods = {
		credentialTest: { genesysAgentPanelApiTest: testPanelClient, genesysBotConnectorApiTest: testHeaderSecret, genesysCloudApiTest: testCredential },
		listSearch,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const client = genesysClient(this);
		const run = async (itemIndex: number): Promise<INodeExecutionData[]> => {
			try {
				const operation = operationOf(this, itemIndex);
				const results = [await operation.execute(this, client, itemIndex)].flat();
				return results.map((json) => ({ json, pairedItem: { item: itemIndex } }));
			} catch (error) {
				forgetIntegrationAfter(error, this, itemIndex);
				if (!this.continueOnFail()) throw toNodeError(this.getNode(), error, itemIndex);
				return [{ json: toErrorItem(error), pairedItem: { item: itemIndex } }];
			}
		};
		const outputs = await inLanes(this.getInputData().length, (itemIndex) => laneOf(this, itemIndex), run);
		return [outputs.flat()];
	}
}
