import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { CUSTOMER_ID_TYPES, type Customer, type CustomerIdType } from '../../genesys/openMessaging/inbound';
import { SentMessages } from '../../genesys/openMessaging/sentMessages';
import { integrationIdOf } from './chosenIntegration';
import { parametersOf, type ParameterReader } from './parameters';

/** What this process sent recently. */
export const sentMessages = new SentMessages();

/**
 * The integration and the customer's ID. The customer's profile is sent only with the first message of a conversation.
 * @throws InvalidInputError if one is missing, or no integration has this name
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

/** Generated message IDs, kept as long as their items: Retry On Fail runs the node with the same items. */
const idsOfItems = new WeakMap<INodeExecutionData, string>();

/** The message ID from the parameters, or a generated one that stays the same for this item within the execution. */
export function messageIdOf(context: IExecuteFunctions, itemIndex: number, parameters: ParameterReader): string {
	const given = parameters.id('messageId', 'Message ID');
	if (given !== '') return given;
	const item: INodeExecutionData | undefined = context.getInputData()[itemIndex];
	const id = (item && idsOfItems.get(item)) ?? randomUUID();
	if (item) idsOfItems.set(item, id);
	return id;
}
