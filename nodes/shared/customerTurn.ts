import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import { OpenHandovers } from '../../genesys/conversations/openHandovers';
import { asText } from '../../genesys/json';
import { Turns } from '../../genesys/turns';
import { credentialIdOf } from './credential';
import { parametersOf } from './parameters';

const turns = new Turns();

/** Handovers that this process knows of, by the keys that `inTurn` passes on. */
export const openHandovers = new OpenHandovers();

/**
 * Does something for a customer after everything that was begun for the same customer before, in any execution of this
 * process. The key has no integration: one that is given by name would have to be looked up, and the bot must answer while
 * Genesys Cloud is down.
 */
export async function inTurn<T>(context: IExecuteFunctions, itemIndex: number, work: (customer: string) => Promise<T>): Promise<T> {
	const customer = `${credentialIdOf(context)}/${parametersOf(context, itemIndex).requiredId('customerId', 'Customer ID')}`;
	return await turns.take(customer, async () => await work(customer));
}

type Execute = (context: IExecuteFunctions, client: GenesysClient, itemIndex: number) => Promise<IDataObject>;

/** The same for operations that send a message of the customer: in turn, and noted for the router. */
export function sentInTurn(execute: Execute): Execute {
	return async (context, client, itemIndex) =>
		await inTurn(context, itemIndex, async (customer) => {
			const sent = await execute(context, client, itemIndex);
			noteSent(customer, sent);
			return sent;
		});
}

/** @param seenOpenAt when a look began that showed its conversation open */
export function noteSent(customer: string, sent: IDataObject, seenOpenAt?: number): void {
	const conversationId = asText(sent.conversationId);
	const taken = { integrationId: asText(sent.integrationId) ?? '', messageId: asText(sent.messageId) };
	if (conversationId !== undefined) openHandovers.note(customer, { conversationId, ...taken }, seenOpenAt);
}
