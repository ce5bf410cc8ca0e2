import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import type { Conversation } from '../../genesys/conversations/conversation';
import { getConversationUntil } from '../../genesys/conversations/conversations';
import type { OpenHandover } from '../../genesys/conversations/openHandovers';
import { isEnded, listsMessageOf } from '../../genesys/conversations/status';
import { OurError, reworded } from '../../genesys/errors';
import { isSameId } from '../../genesys/ids';
import { monotonicNow } from '../../genesys/time';
import { sendNow } from '../GenesysOpenMessaging/resources/message/send';
import { integrationIdOf } from '../shared/chosenIntegration';
import { inTurn, noteSent, openHandovers } from '../shared/customerTurn';
import { parametersOf } from '../shared/parameters';

export type Route = { to: 'agent'; sent: IDataObject } | { to: 'bot'; handoverEnded: boolean };

/**
 * Passes a customer's message on to the agent while the handover goes on; otherwise it is the bot's, and nothing is sent.
 *
 * Workflows read the conversation ID before they get here, so it may be older than what this process knows: a handover
 * that it has started since counts as well. Every conversation is looked at, unless it was a moment ago.
 *
 * @throws GenesysApiError, GenesysUnreachableError when it is not known who has the chat: never a reason for the bot to talk
 */
export async function route(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<Route> {
	return await inTurn(context, itemIndex, async (customer) => {
		const given = parametersOf(context, itemIndex).id('conversationId', 'Conversation ID');
		const bot: Route = { to: 'bot', handoverEnded: given !== '' };
		if (given === '' && (!openHandovers.of(customer) || hasNothingToSend(context, itemIndex))) return bot;
		const integrationId = await integrationIdOf(context, client, itemIndex);
		const known = openHandovers.of(customer, integrationId);
		for (const conversationId of new Set([known?.conversationId ?? '', given])) {
			if (conversationId === '') continue;
			const noted = known?.conversationId === conversationId ? known : undefined;
			const seenOpenAt = await lookAt(context, client, itemIndex, { conversationId, integrationId, noted });
			if (seenOpenAt === undefined) continue;
			const sent = await sendNow(context, client, itemIndex);
			// The chat ended after the look when another conversation took the message.
			noteSent(customer, sent, sent.conversationId === conversationId ? seenOpenAt : undefined);
			return { to: 'agent', sent };
		}
		if (known) openHandovers.forget(customer, integrationId);
		return bot;
	});
}

/** Such as a customer's leaving. */
function hasNothingToSend(context: IExecuteFunctions, itemIndex: number): boolean {
	const parameters = parametersOf(context, itemIndex);
	const files = [parameters.value('attachments', [])].flat().filter(Boolean);
	return files.length === 0 && parameters.writtenText('text', 'Text') + parameters.text('binaryPropertyName', 'Input Binary Field') === '';
}

interface Look {
	conversationId: string;
	integrationId: string;
	noted?: OpenHandover;
}

/** When a look began that showed this customer's conversation open; `undefined` when it is over, or not this customer's. */
async function lookAt(context: IExecuteFunctions, client: GenesysClient, itemIndex: number, look: Look): Promise<number | undefined> {
	const { conversationId, integrationId, noted } = look;
	if (noted && openHandovers.isFresh(noted)) return noted.seenOpenAt;
	const now = monotonicNow();
	// A message may have opened it again a moment ago: an end that does not list the message is the one before.
	const isOutdated = (seen: Conversation) =>
		noted && openHandovers.isNew(noted) && isEnded(seen) && seen.participants.some(({ messages }) => messages.length > 0) && !listsMessageOf(seen, noted.messageId);
	const isDone = (seen: Conversation | undefined) => seen !== undefined && !isOutdated(seen);
	const conversation = await getConversationUntil(client, conversationId, 'Look at the handover', { isDone, checks: 6 }).catch(nobodyAnswers);
	if (!conversation) return noted && openHandovers.isNew(noted) ? -Infinity : undefined;
	const customerId = parametersOf(context, itemIndex).id('customerId', 'Customer ID');
	const isOfOther =
		!isSameId(conversation.integrationId ?? integrationId, integrationId) ||
		plain(conversation.customerId ?? customerId) !== plain(customerId);
	return isEnded(conversation) || isOfOther ? undefined : now;
}

/** Genesys may normalize IDs, phone numbers above all (UNCONFIRMED): a bot that talks over an agent is worse than a message too many. */
const plain = (id: string): string => id.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function nobodyAnswers(error: unknown): never {
	if (!(error instanceof OurError)) throw error;
	const advice = `The message was not sent, and the bot must not answer it, since an agent may have the chat: send it again. ${error.advice}`;
	throw reworded(error, { advice });
}
