import type { IWebhookFunctions } from 'n8n-workflow';
import type { Conversation } from '../../../genesys/conversations/conversation';
import { getConversation } from '../../../genesys/conversations/conversations';
import { listsMessageOf, writerOf, type Agent } from '../../../genesys/conversations/status';
import { wordsOf } from '../../../genesys/errors';
import { FreshCache } from '../../../genesys/freshCache';
import { aborted, monotonicNow } from '../../../genesys/time';
import type { OpenMessagingEvent } from '../../../genesys/openMessaging/outbound';
import { withProfile } from '../../shared/agents';
import { credentialIdOf } from '../../shared/credential';
import { genesysClient } from '../../shared/transport';

const TIMEOUT_MS = 3_000; // Maximum delay of a message for its author.
const timeOut = async () => await aborted(AbortSignal.timeout(TIMEOUT_MS));

/** Shared by all triggers of this process. Failed and late responses are cached too, to delay the next request. */
const conversations = new FreshCache<{ begunAt: number; answer: Promise<Conversation | undefined>; late: Promise<undefined> }>(15_000, 200);

/** Returns a message's author, or `undefined` if unknown in time. Never throws: the message is more important. */
export async function agentOf(context: IWebhookFunctions, event: OpenMessagingEvent): Promise<Agent | undefined> {
	const { conversationId, messageId } = event;
	if (event.event !== 'agentMessage' || conversationId === undefined) return undefined;
	const arrivedAt = monotonicNow();
	const client = genesysClient(context, { maxTries: 1 });
	const begin = async () => ({
		begunAt: monotonicNow(),
		answer: getConversation(client, conversationId, 'Get agent').catch((error: unknown) => {
			context.logger.warn("Genesys Open Messaging Trigger: couldn't look up the author of a message", { reason: wordsOf(error) });
			return undefined;
		}),
		late: timeOut(),
	});
	const look = async (since = -Infinity) => {
		const { answer, late } = await conversations.get(`${credentialIdOf(context)}/${conversationId}`, begin, ({ begunAt }) => begunAt >= since);
		return await Promise.race([answer, late]);
	};
	let agent: Agent | undefined;
	const find = async () => {
		let conversation = await look();
		// An agent may have joined since it was read. Messages that arrive together share a response.
		if (conversation && !listsMessageOf(conversation, messageId)) conversation = await look(arrivedAt);
		agent = conversation && writerOf(conversation, event);
		agent = agent && (await withProfile(context, client, agent));
	};
	// After the timeout, use what is known, such as a name without a picture.
	await Promise.race([find(), timeOut()]);
	return agent;
}
