import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { OpenHandovers } from '../../genesys/conversations/openHandovers';
import { asText } from '../../genesys/json';
import { Turns } from '../../genesys/turns';
import { credentialIdOf } from './credential';
import { parametersOf } from './parameters';

const turns = new Turns();

/** Handovers that this process knows, by the keys from `inTurn`. */
export const openHandovers = new OpenHandovers();

/**
 * Runs work for a customer after all earlier work for the same customer, across executions of this process. The key doesn't
 * include the integration, because looking it up by name would keep the bot from answering while Genesys Cloud is down.
 */
export async function inTurn<T>(context: IExecuteFunctions, itemIndex: number, work: (customer: string) => Promise<T>): Promise<T> {
	const customer = `${credentialIdOf(context)}/${parametersOf(context, itemIndex).requiredId('customerId', 'Customer ID')}`;
	return await turns.take(customer, async () => await work(customer));
}

type Execute = (context: IExecuteFunctions, client: GenesysClient, itemIndex: number) => Promise<IDataObject>;

/** Runs an operation that sends a customer's message in turn, and notes the handover for the router. */
export function sentInTurn(execute: Execute): Execute {
	return async (context, client, itemIndex) =>
		await inTurn(context, itemIndex, async (customer) => {
			const sent = await execute(context, client, itemIndex);
			noteSent(customer, sent);
			return sent;
		});
}

/** @param seenOpenAt start of the lookup that showed the conversation as open */
export function noteSent(customer: string, sent: IDataObject, seenOpenAt?: number): void {
	const conversationId = asText(sent.conversationId);
	const taken = { integrationId: asText(sent.integrationId) ?? '', messageId: asText(sent.messageId) };
	if (conversationId !== undefined) openHandovers.note(customer, { conversationId, ...taken }, seenOpenAt);
}
