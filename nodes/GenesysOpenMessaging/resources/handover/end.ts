import type { IDataObject } from 'n8n-workflow';
import { endConversation } from '../../../../genesys/conversations/conversations';
import { GenesysApiError } from '../../../../genesys/errors';
import { toolDescriptionProperty } from '../../../shared/descriptions';
import type { Operation } from '../../../shared/operation';
import { lookupProperties, lookUpConversation } from './lookup';

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
		return { conversationId, status: 'ended' };
	}
	throw new GenesysApiError({
		status: 404,
		code: 'not.found',
		contextId: '',
		message:
			conversationId === undefined
				? 'End handover: Genesys Cloud has no conversation of this customer on this integration'
				: `End handover: Genesys Cloud has no conversation ${conversationId}`,
		advice:
			'Check the ID, and that the role of the OAuth client may see the division. A conversation that has just begun may take some seconds to be found by customer: keep the conversation ID that Handover: Start returns.',
	});
}

export const end: Operation = { properties, execute };
