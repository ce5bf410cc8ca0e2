import { endConversation } from '../../../../genesys/conversations/conversations';
import { lookupProperties, withConversation } from '../../../shared/conversationLookup';
import { openHandovers } from '../../../shared/customerTurn';
import type { Operation } from '../operation';

export const end: Operation = {
	name: 'End',
	description: 'End the conversation so that no agent keeps a chat that the customer has left',
	action: 'End handover',
	toolDescription: 'Ends the chat with the human agent, so that the agent is free again. Use it when the customer no longer needs an agent or has left.',
	properties: lookupProperties,

	async execute(context, client, itemIndex) {
		const endIt = async (id: string) => (await endConversation(client, id)) || undefined;
		const { conversationId } = await withConversation(context, client, itemIndex, 'End handover', endIt);
		openHandovers.doubt(conversationId);
		return { conversationId, status: 'ended' };
	},
};
