import type { IDataObject } from 'n8n-workflow';
import { customerOf, type Participant } from '../../../../genesys/conversations/conversation';
import { getConversation, getRawConversation } from '../../../../genesys/conversations/conversations';
import { isoTime } from '../../../../genesys/conversations/status';
import { withoutUndefined } from '../../../../genesys/json';
import { statusWithProfile } from '../../../shared/agents';
import { lookupProperties, withConversation } from '../../../shared/conversationLookup';
import { simplifyProperty } from '../../../shared/descriptions';
import { isOn, parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';

const WHAT = 'Get conversation';

export const get: Operation = {
	name: 'Get',
	description: 'Get the status, attributes, and participants of a conversation',
	action: 'Get conversation',
	toolDescription: 'Returns a conversation in Genesys Cloud with its status, its current and previous participants, and its data. To check only whether the customer is with an agent, get the status of the handover instead.',
	properties: [...lookupProperties, simplifyProperty],

	async execute(context, client, itemIndex) {
		if (!isOn(parametersOf(context, itemIndex).value('simplify'), true)) {
			const raw = await withConversation(context, client, itemIndex, WHAT, async (id) => await getRawConversation(client, id, WHAT));
			return raw.result as IDataObject;
		}
		const { result } = await withConversation(context, client, itemIndex, WHAT, async (id) => await getConversation(client, id, WHAT));
		return {
			...(await statusWithProfile(context, client, result)),
			attributes: customerOf(result)?.attributes ?? {},
			participants: result.participants.map(participantFrom),
		};
	},
};

function participantFrom({ id, purpose, state, name, userId, queueId, queueName, ...rest }: Participant): IDataObject {
	const times = { connectedAt: isoTime(rest.connectedAt), endedAt: isoTime(rest.endedAt) };
	return withoutUndefined({ id, purpose, state, name, userId, queueId, queueName, ...times, endReason: rest.disconnectType });
}
