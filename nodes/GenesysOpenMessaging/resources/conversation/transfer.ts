import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { conversationNotFound, transferToQueue } from '../../../../genesys/conversations/conversations';
import { findQueue } from '../../../../genesys/routing/queues';
import { lookupProperties, lookUpConversation } from '../../../shared/conversationLookup';
import { queueProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import type { Operation } from '../../../shared/operation';
import { queueNameOf } from '../../../shared/parameters';

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'conversation',
		'transfer',
		'Sends the chat that people have, or that waits for them, to another queue. Use it only when the customer needs another department.',
	),
	...lookupProperties('transfer', 'conversation'),
	queueProperty('Where the chat is to go; it waits there for an agent', {
		show: { resource: ['conversation'], operation: ['transfer'] },
	}),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const what = 'Transfer conversation';
	const queueName = queueNameOf(context, itemIndex);
	const conversationId = await lookUpConversation(context, client, itemIndex);
	if (conversationId === undefined) throw conversationNotFound(what, conversationId);
	const queue = await findQueue(client, queueName, what);
	const status = await transferToQueue(client, conversationId, queue);
	if (!status) throw conversationNotFound(what, conversationId);
	return { conversationId, status, queue: { id: queue.id, name: queue.name } };
}

export const transfer: Operation = { properties, execute };
