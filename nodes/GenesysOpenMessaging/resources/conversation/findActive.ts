import { findConversationId } from '../../../../genesys/conversations/analytics';
import { getConversation } from '../../../../genesys/conversations/conversations';
import { isEnded } from '../../../../genesys/conversations/status';
import { statusWithProfile } from '../../../shared/agents';
import { senderOf } from '../../../shared/customerMessages';
import { senderProperties } from '../../../shared/descriptions';
import type { Operation } from '../operation';

export const findActive: Operation = {
	name: 'Find Active',
	description: "Find a customer's open conversation",
	action: 'Find active conversation',
	toolDescription: 'Returns whether the customer has an open conversation in Genesys Cloud (active), and its ID. A new conversation may take a few minutes to appear.',
	properties: senderProperties,

	async execute(context, client, itemIndex) {
		const { integrationId, customer } = await senderOf(context, client, itemIndex);
		const which = { customerId: customer.id, integrationId };
		// Analytics finds the conversation but lags behind, so read the conversation itself to see whether it's still open.
		const newest = await findConversationId(client, { ...which, now: new Date() });
		const conversation = newest === undefined ? undefined : await getConversation(client, newest, 'Find active conversation');
		if (!conversation || isEnded(conversation)) return { active: false, conversationId: null, status: 'none', agent: null, queue: null, ...which };
		return { active: true, ...(await statusWithProfile(context, client, conversation)), ...which };
	},
};
