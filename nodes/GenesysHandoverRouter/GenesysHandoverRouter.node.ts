import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { send } from '../GenesysOpenMessaging/resources/message/send';
import { forgetIntegrationAfter } from '../shared/chosenIntegration';
import { testCredential } from '../shared/credentialTest';
import { authenticationProperty } from '../shared/descriptions';
import { toErrorItem, toNodeError } from '../shared/errors';
import { inLanes, laneOf } from '../shared/lanes';
import { getIntegrations } from '../shared/listSearch';
import { genesysClient } from '../shared/transport';
import { route } from './route';

const AGENT = 0;
const BOT = 1;

export class GenesysHandoverRouter implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Genesys Handover Router',
		name: 'genesysHandoverRouter',
		icon: {
			light: 'file:../../icons/genesysOpenMessaging.svg',
			dark: 'file:../../icons/genesysOpenMessaging.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: 'Agent or bot',
		description: "Sends a customer's message to the agent in Genesys Cloud while a handover is open, or to your bot otherwise",
		defaults: { name: 'Genesys Handover Router' },
		// A tool has one result, and a model must not decide who receives the message.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Agent', 'Bot'],
		credentials: [
			{ name: 'genesysCloudApi', required: true, testedBy: 'genesysCloudApiTest', displayOptions: { show: { authentication: ['clientCredentials'] } } },
			{ name: 'genesysCloudOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: [
			authenticationProperty,
			{
				displayName: 'Conversation ID',
				name: 'conversationId',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ $json.conversationId }}',
				description: 'ID that Handover: Start returned and your workflow stored. If empty, the message goes to the bot.',
			},
			// The parameters of Message: Send.
			...send.properties,
		],
	};

	methods = {
		credentialTest: { genesysCloudApiTest: testCredential },
		listSearch: { getIntegrations },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const client = genesysClient(this);
		const items = this.getInputData();
		const run = async (itemIndex: number): Promise<[output: number, item: INodeExecutionData]> => {
			const pairedItem = { item: itemIndex };
			try {
				const routed = await route(this, client, itemIndex);
				if (routed.to === 'agent') return [AGENT, { json: routed.sent, pairedItem }];
				const { json, binary } = items[itemIndex];
				return [BOT, { json: { ...json, handoverEnded: routed.handoverEnded }, ...(binary && { binary }), pairedItem }];
			} catch (error) {
				forgetIntegrationAfter(error, this, itemIndex);
				if (!this.continueOnFail()) throw toNodeError(this.getNode(), error, itemIndex);
				// Never to Bot; n8n moves it to the error output if there is one.
				return [AGENT, { json: toErrorItem(error), pairedItem }];
			}
		};
		const routed = await inLanes(items.length, (itemIndex) => laneOf(this, itemIndex), run);
		return [AGENT, BOT].map((output) => routed.flatMap(([to, item]) => (to === output ? [item] : [])));
	}
}
