import { checkAvailability as check } from '../../../../genesys/routing/availability';
import { queueProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';

export const checkAvailability: Operation = {
	name: 'Check Availability',
	description: 'Check whether agents are there before you promise one to the customer',
	action: 'Check availability',
	toolDescription: 'Tells whether human agents are there at this moment. Call it before you promise the customer a person or start a handover. available: somebody is free, hand over. busy: agents are there, but all have chats; tell the customer about the wait (waiting is the number of chats before theirs, estimatedWaitSeconds the estimate, null when unknown) and ask whether they want to wait. unavailable: nobody is there; say so honestly and offer another way, and do not promise a person.',
	properties: [queueProperty('The queue in which the chat would wait')],

	async execute(context, client, itemIndex) {
		return { ...(await check(client, parametersOf(context, itemIndex).queueName())) };
	},
};
