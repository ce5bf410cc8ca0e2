import { getConversation } from '../../../../genesys/conversations/conversations';
import { withoutUndefined } from '../../../../genesys/json';
import { statusWithProfile } from '../../../shared/agents';
import { lookupProperties, lookUpConversation } from '../../../shared/conversationLookup';
import type { Operation } from '../operation';

export const getStatus: Operation = {
	name: 'Get Status',
	description: 'Get whether the conversation is waiting, with an agent, or ended',
	action: 'Get handover status',
	toolDescription: 'Returns whether the customer is still with a human agent: flow, queued, or alerting (waiting for one), connected (with one), ended or none (back with you).',
	properties: lookupProperties,

	async execute(context, client, itemIndex) {
		const conversationId = await lookUpConversation(context, client, itemIndex);
		const conversation = conversationId === undefined ? undefined : await getConversation(client, conversationId, 'Get status');
		if (!conversation) return withoutUndefined({ conversationId, status: 'none', agent: null, queue: null });
		return { ...(await statusWithProfile(context, client, conversation)) };
	},
};
