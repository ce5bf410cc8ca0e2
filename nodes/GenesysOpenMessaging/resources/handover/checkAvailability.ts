import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { checkAvailability as check } from '../../../../genesys/routing/availability';
import { queueProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import type { Operation } from '../../../shared/operation';
import { queueNameOf } from '../../../shared/parameters';

const show = { resource: ['handover'], operation: ['checkAvailability'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'handover',
		'checkAvailability',
		'Tells whether human agents are there at this moment. Call it before you promise the customer a person or start a handover. available: somebody is free, hand over. busy: agents are there, but all have chats; tell the customer about the wait (waiting is the number of chats before theirs, estimatedWaitSeconds the estimate, null when unknown) and ask whether they want to wait. unavailable: nobody is there; say so honestly and offer another way, and do not promise a person.',
	),
	queueProperty('The queue in which the chat would wait', { show }),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	return { ...(await check(client, queueNameOf(context, itemIndex))) };
}

export const checkAvailability: Operation = { properties, execute };
