import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { findConversationId } from '../../genesys/conversations/analytics';
import { conversationNotFound } from '../../genesys/conversations/conversations';
import { integrationIdOf } from './chosenIntegration';
import { customerIdProperty, integrationProperty } from './descriptions';
import { parametersOf } from './parameters';

const WAYS = ['conversationId', 'customer'] as const;
const shownFor = (way: (typeof WAYS)[number]) => ({ displayOptions: { show: { findBy: [way] } } });

export const lookupProperties: INodeProperties[] = [
	{
		displayName: 'Find By', name: 'findBy', type: 'options', default: 'conversationId',
		options: [
			{ name: 'Conversation ID', value: 'conversationId', description: 'Conversation that Handover: Start returned' },
			{ name: 'Customer', value: 'customer', description: "Customer's newest conversation on the integration" },
		],
		description: 'How to find the conversation',
	},
	{
		displayName: 'Conversation ID', name: 'conversationId', type: 'string', default: '', required: true,
		placeholder: 'e.g. {{ $json.conversationId }}',
		description: 'ID that Handover: Start returned and your workflow stored',
		...shownFor('conversationId'),
	},
	{ ...integrationProperty, ...shownFor('customer') },
	{ ...customerIdProperty, ...shownFor('customer') },
];

/** The ID of the selected conversation, or `undefined` if the customer has none. @throws InvalidInputError */
export async function lookUpConversation(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<string | undefined> {
	const parameters = parametersOf(context, itemIndex);
	const findBy = parameters.choice('findBy', 'Find By', WAYS);
	if (findBy === 'conversationId') return parameters.requiredId('conversationId', 'Conversation ID');
	const customerId = parameters.requiredId('customerId', 'Customer ID');
	return await findConversationId(client, { customerId, integrationId: await integrationIdOf(context, client, itemIndex), now: new Date() });
}

/** @param act returns `undefined` if the conversation doesn't exist @throws RefusedError `not.found` in this case; InvalidInputError */
export async function withConversation<T>(
	context: IExecuteFunctions, client: GenesysClient, itemIndex: number, what: string, act: (conversationId: string) => Promise<T | undefined>,
): Promise<{ conversationId: string; result: T }> {
	const conversationId = await lookUpConversation(context, client, itemIndex);
	const result = conversationId === undefined ? undefined : await act(conversationId);
	if (conversationId === undefined || result === undefined) throw conversationNotFound(what, conversationId);
	return { conversationId, result };
}
