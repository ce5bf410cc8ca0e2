import { getConversation } from '../../../../genesys/conversations/conversations';
import { withoutUndefined } from '../../../../genesys/json';
import { statusWithProfile } from '../../../shared/agents';
import { lookupProperties, lookUpConversation } from '../../../shared/conversationLookup';
import type { Operation } from '../operation';

export const getStatus: Operation = {
	name: 'Get Status',
	description: 'Get whether the chat is waiting, with an agent, or over',
	action: 'Get handover status',
	toolDescription: 'Tells whether the customer is still with a human agent: flow, queued or alerting (waiting for one), connected (with one), ended or none (with you again).',
	properties: lookupProperties,

	async execute(context, client, itemIndex) {
		const conversationId = await lookUpConversation(context, client, itemIndex);
		const conversation = conversationId === undefined ? undefined : await getConversation(client, conversationId, 'Get status');
		if (!conversation) return withoutUndefined({ conversationId, status: 'none', agent: null, queue: null });
		return { ...(await statusWithProfile(context, client, conversation)) };
	},
};
