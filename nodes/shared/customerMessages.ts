import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { CUSTOMER_ID_TYPES, type Customer, type CustomerIdType } from '../../genesys/openMessaging/inbound';
import { SentMessages } from '../../genesys/openMessaging/sentMessages';
import { integrationIdOf } from './chosenIntegration';
import { parametersOf, type ParameterReader } from './parameters';

/** What this process sent a short while ago. */
export const sentMessages = new SentMessages();

/**
 * Who writes, and over which integration: only the customer's ID: the first message of a chat has the rest.
 * @throws InvalidInputError for what is missing, and when Genesys has no integration of the name
 */
export async function senderOf(
	context: IExecuteFunctions,
	client: GenesysClient,
	itemIndex: number,
): Promise<{ integrationId: string; customer: Pick<Customer, 'id' | 'idType'> }> {
	const parameters = parametersOf(context, itemIndex);
	const customer = {
		id: parameters.requiredId('customerId', 'Customer ID'),
		idType: customerIdTypeOf(parameters.fields('options')),
	};
	return { integrationId: await integrationIdOf(context, client, itemIndex), customer };
}

export function customerIdTypeOf(fields: ParameterReader): CustomerIdType {
	return fields.choice('customerIdType', 'Customer ID Type', CUSTOMER_ID_TYPES, 'Opaque');
}

/** IDs of messages that came without one, kept for as long as their item: Retry On Fail runs the node with the same items. */
const idsOfItems = new WeakMap<INodeExecutionData, string>();

/** The message ID among the parameters; else one for this item, which a repeat within the execution has too. */
export function messageIdOf(context: IExecuteFunctions, itemIndex: number, parameters: ParameterReader): string {
	const given = parameters.id('messageId', 'Message ID');
	if (given !== '') return given;
	const item: INodeExecutionData | undefined = context.getInputData()[itemIndex];
	const id = (item && idsOfItems.get(item)) ?? randomUUID();
	if (item) idsOfItems.set(item, id);
	return id;
}
