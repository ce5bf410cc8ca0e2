import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { findConversationId } from '../../genesys/conversations/analytics';
import { InvalidInputError } from '../../genesys/errors';
import { conversationIdProperty, customerIdProperty, integrationProperty } from './descriptions';
import { optionalId } from './ids';
import { integrationIdOf } from './chosenIntegration';

/** Parameters that say which conversation is meant: by its ID, or the customer and the integration. */
export function lookupProperties(operation: string, resource = 'handover'): INodeProperties[] {
	const show = { resource: [resource], operation: [operation] };
	return [
		conversationIdProperty({ show }),
		customerIdProperty({ show }, false),
		integrationProperty({ show }, false),
	];
}

/**
 * The conversation that is meant, or `undefined` when Genesys has none of this customer.
 * @throws InvalidInputError when neither a conversation nor a customer is given
 */
export async function lookUpConversation(
	context: IExecuteFunctions,
	client: GenesysClient,
	itemIndex: number,
): Promise<string | undefined> {
	const conversationId = optionalId(context, 'conversationId', 'Conversation ID', itemIndex);
	if (conversationId !== '') return conversationId;
	const customerId = optionalId(context, 'customerId', 'Customer ID', itemIndex);
	if (customerId === '') {
		throw new InvalidInputError(
			'Conversation ID',
			'"Conversation ID" and "Customer ID" are both empty',
			'Fill in "Conversation ID", or "Customer ID" and "Integration" to look it up.',
		);
	}
	return await findConversationId(client, { customerId, integrationId: await integrationIdOf(context, client, itemIndex), now: new Date() });
}
