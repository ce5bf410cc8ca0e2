import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { findConversationId } from '../../../../genesys/conversations/analytics';
import { getConversation } from '../../../../genesys/conversations/conversations';
import { isEnded } from '../../../../genesys/conversations/state';
import { statusWithProfile } from '../../../shared/agents';
import { customerIdProperty, integrationProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import { requiredId } from '../../../shared/ids';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';

const show = { resource: ['conversation'], operation: ['findActive'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'conversation',
		'findActive',
		'Tells whether the customer has an open conversation with people in Genesys Cloud (active), and which. A conversation that has just begun may be found some minutes late.',
	),
	integrationProperty({ show }),
	customerIdProperty({ show }),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const customerId = requiredId(context, 'customerId', 'Customer ID', itemIndex);
	const integrationId = await integrationIdOf(context, client, itemIndex);
	// Analytics finds it but lags behind; whether it is still open, only the conversation itself tells.
	const newest = await findConversationId(client, { customerId, integrationId, now: new Date() });
	const conversation = newest === undefined ? undefined : await getConversation(client, newest, 'Find active conversation');
	if (!conversation || isEnded(conversation)) {
		return { active: false, conversationId: null, status: 'none', agent: null, queue: null, customerId, integrationId };
	}
	return { active: true, ...(await statusWithProfile(context, client, conversation)), customerId, integrationId };
}

export const findActive: Operation = { properties, execute };
