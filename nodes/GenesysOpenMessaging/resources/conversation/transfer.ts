import { transferToQueue } from '../../../../genesys/conversations/conversations';
import { findNamed } from '../../../../genesys/routing/named';
import { lookupProperties, withConversation } from '../../../shared/conversationLookup';
import { queueProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';

const WHAT = 'Transfer conversation';

export const transfer: Operation = {
	name: 'Transfer',
	description: 'Move a conversation to another queue',
	action: 'Transfer conversation',
	toolDescription: 'Moves a chat with a human agent, or waiting for one, to another queue. Use it only when the customer needs another department.',
	properties: [...lookupProperties, queueProperty('Queue to transfer to, where the conversation waits for an agent')],

	async execute(context, client, itemIndex) {
		const queueName = parametersOf(context, itemIndex).queueName();
		const { conversationId, result } = await withConversation(context, client, itemIndex, WHAT, async (id) => {
			const queue = await findNamed(client, 'queue', queueName, WHAT);
			const status = await transferToQueue(client, id, queue);
			return status && { status, queue: { id: queue.id, name: queue.name } };
		});
		return { conversationId, ...result };
	},
};
