import type { IDataObject } from 'n8n-workflow';
import { getConversation } from '../../../../genesys/conversations/conversations';
import { withoutUndefined } from '../../../../genesys/json';
import { statusWithProfile } from '../../../shared/agents';
import { lookupProperties, lookUpConversation } from '../../../shared/conversationLookup';
import { toolDescriptionProperty } from '../../../shared/descriptions';
import type { Operation } from '../../../shared/operation';

const properties = [
	toolDescriptionProperty(
		'handover',
		'getStatus',
		'Tells whether the customer is still with a human agent: flow, queued or alerting (waiting for one), connected (with one), ended or none (with you again).',
	),
	...lookupProperties('getStatus'),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const conversationId = await lookUpConversation(context, client, itemIndex);
	const conversation = conversationId === undefined ? undefined : await getConversation(client, conversationId, 'Get status');
	if (!conversation) return withoutUndefined({ conversationId, status: 'none', agent: null, queue: null });
	return { ...(await statusWithProfile(context, client, conversation)) };
}

export const getStatus: Operation = { properties, execute };
