import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { findConversationId } from '../../genesys/conversations/analytics';
import { conversationNotFound } from '../../genesys/conversations/conversations';
import { InvalidInputError } from '../../genesys/errors';
import { integrationIdOf } from './chosenIntegration';
import { customerIdProperty, integrationProperty } from './descriptions';
import { parametersOf } from './parameters';

/** Parameters that say which conversation is meant: by its ID, or the customer and the integration. */
export const lookupProperties: INodeProperties[] = [
	{
		displayName: 'Conversation ID', name: 'conversationId', type: 'string', default: '',
		placeholder: 'e.g. 5d0d331e-9c7b-4a8e-b0a1-0c2d3e4f5a6b',
		description: 'As Handover: Start returned it. Leave empty to look it up by customer and integration.',
	},
	{ ...customerIdProperty, required: false },
	{ ...integrationProperty, required: false },
];

/**
 * The conversation that is meant, or `undefined` when Genesys has none of this customer.
 * @throws InvalidInputError when neither a conversation nor a customer is given
 */
export async function lookUpConversation(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<string | undefined> {
	const parameters = parametersOf(context, itemIndex);
	const conversationId = parameters.id('conversationId', 'Conversation ID');
	if (conversationId !== '') return conversationId;
	const customerId = parameters.id('customerId', 'Customer ID');
	if (customerId === '') {
		const advice = 'Fill in "Conversation ID", or "Customer ID" and "Integration" to look it up.';
		throw new InvalidInputError('Conversation ID', '"Conversation ID" and "Customer ID" are both empty', advice);
	}
	return await findConversationId(client, { customerId, integrationId: await integrationIdOf(context, client, itemIndex), now: new Date() });
}

/**
 * What an operation makes of the conversation that is meant.
 * @param act returns `undefined` when Genesys knows no such conversation
 * @throws RefusedError `not.found` when there is none; InvalidInputError
 */
export async function withConversation<T>(
	context: IExecuteFunctions,
	client: GenesysClient,
	itemIndex: number,
	what: string,
	act: (conversationId: string) => Promise<T | undefined>,
): Promise<{ conversationId: string; result: T }> {
	const conversationId = await lookUpConversation(context, client, itemIndex);
	const result = conversationId === undefined ? undefined : await act(conversationId);
	if (conversationId === undefined || result === undefined) throw conversationNotFound(what, conversationId);
	return { conversationId, result };
}
