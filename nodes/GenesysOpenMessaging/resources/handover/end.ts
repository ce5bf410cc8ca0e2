import type { IDataObject } from 'n8n-workflow';
import { conversationNotFound, endConversation } from '../../../../genesys/conversations/conversations';
import { lookupProperties, lookUpConversation } from '../../../shared/conversationLookup';
import { openHandovers } from '../../../shared/customerTurn';
import { toolDescriptionProperty } from '../../../shared/descriptions';
import type { Operation } from '../../../shared/operation';

const properties = [
	toolDescriptionProperty(
		'handover',
		'end',
		'Ends the chat with the human agent, so that the agent is free again. Use it when the customer says that they no longer need a person, or has left.',
	),
	...lookupProperties('end'),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const conversationId = await lookUpConversation(context, client, itemIndex);
	if (conversationId !== undefined && (await endConversation(client, conversationId))) {
		openHandovers.doubt(conversationId);
		return { conversationId, status: 'ended' };
	}
	throw conversationNotFound('End handover', conversationId);
}

export const end: Operation = { properties, execute };
