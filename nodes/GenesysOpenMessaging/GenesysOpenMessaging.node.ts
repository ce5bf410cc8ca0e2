import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { toErrorItem, toNodeError } from '../shared/errors';
import { genesysClient } from '../shared/transport';
import { testCredential } from './credentialTest';
import { getIntegrations } from './listSearch/getIntegrations';
import { getQueues } from './listSearch/getQueues';
import { operationOf } from './operationOf';
import * as conversation from './resources/conversation';
import * as handover from './resources/handover';
import * as message from './resources/message';

export class GenesysOpenMessaging implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Open Messaging',
		name: 'genesysOpenMessaging',
		icon: {
			light: 'file:../../icons/genesysOpenMessaging.svg',
			dark: 'file:../../icons/genesysOpenMessaging.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
		description: 'Hand a chat over to people in Genesys Cloud, and pass messages on to them',
		defaults: { name: 'Genesys Open Messaging' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'genesysCloudApi', required: true, testedBy: 'genesysCloudApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Conversation', value: 'conversation' },
					{ name: 'Handover', value: 'handover' },
					{ name: 'Message', value: 'message' },
				],
				default: 'handover',
			},
			conversation.operationProperty,
			handover.operationProperty,
			message.operationProperty,
			...Object.values(conversation.operations).flatMap((operation) => operation.properties),
			...Object.values(handover.operations).flatMap((operation) => operation.properties),
			...Object.values(message.operations).flatMap((operation) => operation.properties),
		],
	};

	methods = {
		credentialTest: { genesysCloudApiTest: testCredential },
		listSearch: { getIntegrations, getQueues },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const client = genesysClient(this);
		const output: INodeExecutionData[] = [];
		for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
			try {
				const operation = operationOf(this, itemIndex);
				const json = await operation.execute(this, client, itemIndex);
				output.push({ json, pairedItem: { item: itemIndex } });
			} catch (error) {
				if (!this.continueOnFail()) throw toNodeError(this.getNode(), error, itemIndex);
				output.push({ json: toErrorItem(error), pairedItem: { item: itemIndex } });
			}
		}
		return [output];
	}
}
