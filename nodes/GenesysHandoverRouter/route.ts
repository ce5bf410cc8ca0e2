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
 * Sends a customer's message to the agent while the handover is open; otherwise sends nothing and leaves it to the bot.
 *
 * Workflows read the conversation ID before they get here, so it may be outdated: a handover that this process has started
 * since then also counts. Every conversation is looked up, unless it was a moment ago.
 *
 * @throws GenesysApiError, GenesysUnreachableError if the conversation's owner is unknown: never a reason for the bot to reply
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
			// If another conversation received the message, this one ended after the lookup.
			noteSent(customer, sent, sent.conversationId === conversationId ? seenOpenAt : undefined);
			return { to: 'agent', sent };
		}
		if (known) openHandovers.forget(customer, integrationId);
		return bot;
	});
}

/** For example, if the customer left. */
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

/** When the lookup began that showed this customer's conversation as open; `undefined` if it has ended or isn't this customer's. */
async function lookAt(context: IExecuteFunctions, client: GenesysClient, itemIndex: number, look: Look): Promise<number | undefined> {
	const { conversationId, integrationId, noted } = look;
	if (noted && openHandovers.isFresh(noted)) return noted.seenOpenAt;
	const now = monotonicNow();
	// A recent message may have reopened it: an end that doesn't list the message is the previous one.
	const isOutdated = (seen: Conversation) =>
		noted && openHandovers.isNew(noted) && isEnded(seen) && seen.participants.some(({ messages }) => messages.length > 0) && !listsMessageOf(seen, noted.messageId);
	const isDone = (seen: Conversation | undefined) => seen !== undefined && !isOutdated(seen);
	const conversation = await getConversationUntil(client, conversationId, 'Look up handover', { isDone, checks: 6 }).catch(withoutBotReply);
	if (!conversation) return noted && openHandovers.isNew(noted) ? -Infinity : undefined;
	const customerId = parametersOf(context, itemIndex).id('customerId', 'Customer ID');
	const isOfOther =
		!isSameId(conversation.integrationId ?? integrationId, integrationId) ||
		plain(conversation.customerId ?? customerId) !== plain(customerId);
	return isEnded(conversation) || isOfOther ? undefined : now;
}

/** Genesys may normalize IDs, especially phone numbers (UNCONFIRMED). An extra message is better than a bot talking over an agent. */
const plain = (id: string): string => id.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function withoutBotReply(error: unknown): never {
	if (!(error instanceof OurError)) throw error;
	const advice = `The message wasn't sent. Don't let the bot reply, because an agent may own the conversation. Send the message again. ${error.advice}`;
	throw reworded(error, { advice });
}
