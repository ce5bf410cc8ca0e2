import { setCustomerAttributes } from '../../../../genesys/conversations/conversations';
import { InvalidInputError } from '../../../../genesys/errors';
import { parseAttributes } from '../../../../genesys/openMessaging/customAttributes';
import { lookupProperties, withConversation } from '../../../shared/conversationLookup';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';

export const setAttributes: Operation = {
	name: 'Set Attributes',
	description: 'Set customer data that the flow and the agent can read',
	action: 'Set conversation attributes',
	toolDescription: 'Stores data about the customer in the conversation, such as an order number, where the human agent can see it. Other data in the conversation is kept.',
	properties: [
		...lookupProperties,
		{
			displayName: 'Custom Attributes', name: 'customAttributes', type: 'json', default: '{}', required: true,
			placeholder: 'e.g. { "orderNumber": "4711" }',
			description: 'Customer data as key-value pairs; other keys keep their values. In Architect, Get Participant Data reads them by key.',
		},
	],

	async execute(context, client, itemIndex) {
		const wanted = Object.fromEntries(parseAttributes(parametersOf(context, itemIndex).value('customAttributes')));
		if (Object.keys(wanted).length === 0) {
			const advice = 'Enter key-value pairs as an object, such as { "orderNumber": "4711" }.';
			throw new InvalidInputError('Custom Attributes', '"Custom Attributes" is empty', advice);
		}
		const set = async (id: string) => await setCustomerAttributes(client, id, wanted);
		const { conversationId, result } = await withConversation(context, client, itemIndex, 'Set attributes', set);
		return { conversationId, attributes: result };
	},
};
