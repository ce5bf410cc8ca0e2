import { sendTyping as sendIt } from '../../../../genesys/openMessaging/inbound';
import { senderOf } from '../../../shared/customerMessages';
import { senderOptionsProperty, senderProperties } from '../../../shared/descriptions';
import type { Operation } from '../operation';

export const sendTyping: Operation = {
	name: 'Send Typing',
	description: 'Show the agent that the customer is typing',
	action: 'Send typing',
	toolDescription: 'Shows the human agent for a few seconds that the customer is typing. Use it only while the customer is with an agent, and never instead of a message.',
	properties: [
		...senderProperties,
		{
			displayName: "Turn on typing in the integration's platform configuration in Genesys Cloud. Send this only after the customer's first message.",
			name: 'typingNotice', type: 'notice', default: '',
		},
		senderOptionsProperty,
	],

	async execute(context, client, itemIndex) {
		const { integrationId, customer } = await senderOf(context, client, itemIndex);
		const time = await sendIt(client, { integrationId, customer }, new Date());
		return { customerId: customer.id, integrationId, time };
	},
};
