import { checkAvailability as check } from '../../../../genesys/routing/availability';
import { queueProperty } from '../../../shared/descriptions';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';

export const checkAvailability: Operation = {
	name: 'Check Availability',
	description: 'Check whether agents are available before you promise one to the customer',
	action: 'Check availability',
	toolDescription: 'Checks whether human agents are available right now. Call it before you promise the customer a human agent or start a handover. available: an agent is free, so hand over. busy: all agents are in other chats, so mention the wait (waiting is the number of chats ahead, estimatedWaitSeconds the estimate, null if unknown) and ask whether the customer wants to wait. unavailable: no agent is on duty, so be honest about it, offer another way, and do not promise a human agent.',
	properties: [queueProperty('Queue that the conversation would wait in')],

	async execute(context, client, itemIndex) {
		return { ...(await check(client, parametersOf(context, itemIndex).queueName())) };
	},
};
