import type { IDataObject } from 'n8n-workflow';
import { customerOf, type Participant } from '../../../../genesys/conversations/conversation';
import { conversationNotFound, getConversation } from '../../../../genesys/conversations/conversations';
import { isoTime } from '../../../../genesys/conversations/status';
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
		...(await statusWithProfile(context, client, conversation)),
		attributes: customerOf(conversation)?.attributes ?? {},
		participants: conversation.participants.map(participantFrom),
	};
}

function participantFrom(participant: Participant): IDataObject {
	return withoutUndefined({
		id: participant.id,
		purpose: participant.purpose,
		state: participant.state,
		name: participant.name,
		userId: participant.userId,
		queueId: participant.queueId,
		queueName: participant.queueName,
		connectedAt: isoTime(participant.connectedAt),
		endedAt: isoTime(participant.endedAt),
		endReason: participant.disconnectType,
	});
}

export const get: Operation = { properties, execute };
