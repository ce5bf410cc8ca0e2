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

const TIMEOUT_MS = 3_000; // A message does not wait longer than this for who wrote it.
const timeOut = async () => await aborted(AbortSignal.timeout(TIMEOUT_MS));

/** Shared by all triggers of this process. A failed or late answer is kept, too: it is not asked for again for a while. */
const conversations = new FreshCache<{ answer: Promise<Conversation | undefined>; late: Promise<undefined> }>(15_000, 200);

/** Returns who wrote a message, or `undefined` where that is not known in time. Never throws: the message counts more. */
export async function agentOf(context: IWebhookFunctions, event: OpenMessagingEvent): Promise<Agent | undefined> {
	const { conversationId, messageId } = event;
	if (event.event !== 'agentMessage' || conversationId === undefined) return undefined;
	const arrivedAt = monotonicNow();
	const client = genesysClient(context, { maxTries: 1 });
	const begin = async () => ({
		answer: getConversation(client, conversationId, 'Get agent').catch((error: unknown) => {
			context.logger.warn('Genesys Open Messaging Trigger: could not look up who wrote a message', { reason: wordsOf(error) });
			return undefined;
		}),
		late: timeOut(),
	});
	const look = async (maxAgeMs = Infinity) => {
		const { answer, late } = await conversations.get(`${credentialIdOf(context)}/${conversationId}`, begin, (_begun, ageMs) => ageMs < maxAgeMs);
		return await Promise.race([answer, late]);
	};
	let agent: Agent | undefined;
	const find = async () => {
		let conversation = await look();
		// An agent may have come since it was read. Messages that come at the same moment share an answer.
		if (conversation && !listsMessageOf(conversation, messageId)) conversation = await look(monotonicNow() - arrivedAt);
		agent = conversation && writerOf(conversation, event);
		agent = agent && (await withProfile(context, client, agent));
	};
	// What is known when the time is over counts: a name without a picture, say.
	await Promise.race([find(), timeOut()]);
	return agent;
}
