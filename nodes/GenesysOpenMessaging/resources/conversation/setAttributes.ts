import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { conversationNotFound, setCustomerAttributes } from '../../../../genesys/conversations/conversations';
import { InvalidInputError } from '../../../../genesys/errors';
import { parseAttributes } from '../../../../genesys/openMessaging/customAttributes';
import { lookupProperties, lookUpConversation } from '../../../shared/conversationLookup';
import { toolDescriptionProperty } from '../../../shared/descriptions';
import type { Operation } from '../../../shared/operation';

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'conversation',
		'setAttributes',
		'Stores data about the customer in the conversation, such as an order number, where the human agent can see it. What is stored under other names stays.',
	),
	...lookupProperties('setAttributes', 'conversation'),
	{
		displayName: 'Custom Attributes',
		name: 'customAttributes',
		type: 'json',
		default: '{}',
		required: true,
		placeholder: 'e.g. { "orderNumber": "4711" }',
		displayOptions: { show: { resource: ['conversation'], operation: ['setAttributes'] } },
		description:
			'Pairs of key and value for the customer in the conversation. In Architect, Get Participant Data reads them by their key; keys that are not named keep their values.',
	},
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const wanted = Object.fromEntries(parseAttributes(context.getNodeParameter('customAttributes', itemIndex, {})));
	if (Object.keys(wanted).length === 0) {
		throw new InvalidInputError(
			'Custom Attributes',
			'"Custom Attributes" is empty',
			'Give pairs of key and value, or an object such as { "orderNumber": "4711" }.',
		);
	}
	const conversationId = await lookUpConversation(context, client, itemIndex);
	const attributes = conversationId === undefined ? undefined : await setCustomerAttributes(client, conversationId, wanted);
	if (!attributes) throw conversationNotFound('Set attributes', conversationId);
	return { conversationId, attributes };
}

export const setAttributes: Operation = { properties, execute };
