import type { IWebhookFunctions } from 'n8n-workflow';
import type { Conversation } from '../../../genesys/conversations/conversation';
import { getConversation } from '../../../genesys/conversations/conversations';
import { listsMessageOf, writerOf, type Agent } from '../../../genesys/conversations/status';
import { FreshCache } from '../../../genesys/freshCache';
import { aborted, monotonicNow } from '../../../genesys/time';
import type { OpenMessagingEvent } from '../../../genesys/openMessaging/outbound';
import { withProfile } from '../../shared/agents';
import { CREDENTIAL, credentialIdOf } from '../../shared/credential';
import { genesysClient } from '../../shared/transport';

/** A failed look-up is not tried again for this long, in milliseconds. */
const FRESH_MS = 15_000;
/** A message does not wait longer than this for who wrote it. */
const TIMEOUT_MS = 3_000;

/** An answer of Genesys, absent where it failed or has not come; `done` when it has come, has failed, or is late. */
interface LookUp<T> {
	value?: T;
	done: Promise<unknown>;
}

/** Both are shared by all triggers of this process. */
const conversations = new FreshCache<LookUp<Conversation>>(FRESH_MS, 200);
const profiles = new FreshCache<LookUp<Agent>>(FRESH_MS, 1000);

/**
 * Who wrote a message, which a delivery itself does not say. `undefined` where it is not known in time. Never throws:
 * the message counts more.
 */
export async function agentOf(context: IWebhookFunctions, event: OpenMessagingEvent): Promise<Agent | undefined> {
	const { conversationId } = event;
	if (event.event !== 'agentMessage' || conversationId === undefined) return undefined;
	const client = genesysClient(context, { maxTries: 1 });
	const readCredentials = async () => await context.getCredentials(CREDENTIAL);
	let agent: Agent | undefined;
	const find = async () => {
		const arrivedAt = monotonicNow();
		const look = async (maxAgeMs = FRESH_MS) =>
			await lookUp(context, conversations, conversationId, async () => await getConversation(client, conversationId, 'Get agent'), maxAgeMs);
		let conversation = await look();
		// An agent may have come since it was read. Messages that come at the same moment share an answer.
		if (conversation && !listsMessageOf(conversation, event.messageId)) conversation = await look(monotonicNow() - arrivedAt);
		const writer = conversation && writerOf(conversation, event);
		agent = writer;
		if (writer?.id !== undefined) agent = (await lookUp(context, profiles, writer.id, async () => await withProfile(client, writer, readCredentials))) ?? writer;
	};
	// What is known when the time is over counts: a name without a picture, say.
	await Promise.race([find(), timeOut()]);
	return agent;
}

async function lookUp<T>(
	context: IWebhookFunctions,
	cache: FreshCache<LookUp<T>>,
	id: string,
	read: () => Promise<T | undefined>,
	maxAgeMs = Infinity,
): Promise<T | undefined> {
	const begin = async (): Promise<LookUp<T>> => {
		const begun: LookUp<T> = { done: Promise.resolve() };
		const answer = read().then(
			(value) => (begun.value = value),
			(error: unknown) => {
				const reason = error instanceof Error ? error.message : 'unknown';
				context.logger.warn('Genesys Open Messaging Trigger: could not look up who wrote a message', { reason });
			},
		);
		begun.done = Promise.race([answer, timeOut()]);
		return begun;
	};
	const begun = await cache.get(`${credentialIdOf(context)}/${id}`, begin, (_begun, ageMs) => ageMs < maxAgeMs);
	await begun.done;
	return begun.value;
}

async function timeOut(): Promise<void> {
	await aborted(AbortSignal.timeout(TIMEOUT_MS));
}
