import type { IDataObject } from 'n8n-workflow';
import { customerLeg, type Leg } from '../../../../genesys/conversations/conversation';
import { getConversation } from '../../../../genesys/conversations/conversations';
import { conversationNotFound } from '../../../../genesys/conversations/notFound';
import { withoutUndefined } from '../../../../genesys/json';
import { statusWithProfile } from '../../../shared/agents';
import { lookupProperties, lookUpConversation } from '../../../shared/conversationLookup';
import { toolDescriptionProperty } from '../../../shared/descriptions';
import type { Operation } from '../../../shared/operation';

const properties = [
	toolDescriptionProperty(
		'conversation',
		'get',
		'Gives the conversation of a customer in Genesys Cloud: where it stands, who is and was in it, and the data that it carries. To find out only whether the customer is with an agent, use the status of the handover.',
	),
	...lookupProperties('get', 'conversation'),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const what = 'Get conversation';
	const conversationId = await lookUpConversation(context, client, itemIndex);
	const conversation = conversationId === undefined ? undefined : await getConversation(client, conversationId, what);
	if (!conversation) throw conversationNotFound(what, conversationId);
	return {
		...(await statusWithProfile(context, client, conversation, itemIndex)),
		attributes: customerLeg(conversation)?.attributes ?? {},
		participants: conversation.legs.map(participantFrom),
	};
}

function participantFrom(leg: Leg): IDataObject {
	return withoutUndefined({
		id: leg.participantId,
		purpose: leg.purpose,
		state: leg.state,
		name: leg.name,
		userId: leg.userId,
		queueId: leg.queueId,
		queueName: leg.queueName,
		connectedAt: leg.connectedTime,
		endedAt: leg.endTime,
		endReason: leg.disconnectType,
	});
}

export const get: Operation = { properties, execute };
