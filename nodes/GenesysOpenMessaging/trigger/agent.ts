import type { IWebhookFunctions } from 'n8n-workflow';
import type { Conversation } from '../../../genesys/conversations/conversation';
import { getConversation } from '../../../genesys/conversations/conversations';
import { listsMessageOf, writerOf, type Agent } from '../../../genesys/conversations/status';
import { FreshCache } from '../../../genesys/freshCache';
import type { OpenMessagingEvent } from '../../../genesys/openMessaging/outbound';
import { monotonicNow } from '../../../genesys/time';
import { withProfile } from '../../shared/agents';
import { CREDENTIAL } from '../../shared/credential';
import { genesysClient } from '../../shared/transport';

/** A failed look-up is not tried again for this long, in milliseconds. */
const FRESH_MS = 15_000;
/** A message does not wait longer than this for who wrote it. */
const TIMEOUT_MS = 3_000;

/** An answer of Genesys: there once it has come, absent where it failed or is not there in time. */
interface LookUp<T> {
	value?: T;
	begunAt: number;
	/** Over when it has come, has failed, or is late. */
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
	let agent: Agent | undefined;
	const find = async () => {
		const conversation = await conversationWith(context, conversationId, event.messageId);
		agent = conversation && writerOf(conversation, event);
		agent = agent && (await profileOf(context, agent));
	};
	// What is known when the time is over counts: a name without a picture, say.
	await Promise.race([find(), timeOut()]);
	return agent;
}

/**
 * The conversation as it was read last, when that lists the message, and otherwise as it is now: an agent may have come
 * since. So messages that come at the same moment share an answer.
 */
async function conversationWith(
	context: IWebhookFunctions,
	conversationId: string,
	messageId: string | undefined,
): Promise<Conversation | undefined> {
	const arrivedAt = monotonicNow();
	const key = `${credentialOf(context)}/${conversationId}`;
	const read = async () => await getConversation(genesysClient(context, { maxTries: 1 }), conversationId, 'Get agent');
	const look = async () => {
		const lookUp = await conversations.get(key, async () => begin(context, read));
		await lookUp.done;
		return lookUp;
	};
	const last = await look();
	if (!last.value || last.begunAt >= arrivedAt || listsMessageOf(last.value, messageId)) return last.value;
	conversations.forget(key, last);
	return (await look()).value;
}

/** The agent with name and picture for the customer; as the conversation names them where that cannot be had. */
async function profileOf(context: IWebhookFunctions, agent: Agent): Promise<Agent> {
	if (agent.id === undefined) return agent;
	const read = async () =>
		await withProfile(genesysClient(context, { maxTries: 1 }), agent, async () => await context.getCredentials(CREDENTIAL));
	const lookUp = await profiles.get(`${credentialOf(context)}/${agent.id}`, async () => begin(context, read));
	await lookUp.done;
	return lookUp.value ?? agent;
}

function begin<T>(context: IWebhookFunctions, read: () => Promise<T | undefined>): LookUp<T> {
	const lookUp: LookUp<T> = { begunAt: monotonicNow(), done: Promise.resolve() };
	const answer = read().then(
		(value) => {
			lookUp.value = value;
		},
		(error: unknown) => {
			context.logger.warn('Genesys Open Messaging Trigger: could not look up who wrote a message', {
				reason: error instanceof Error ? error.message : 'unknown',
			});
		},
	);
	lookUp.done = Promise.race([answer, timeOut()]);
	return lookUp;
}

function credentialOf(context: IWebhookFunctions): string {
	return context.getNode().credentials?.[CREDENTIAL]?.id ?? context.getNode().id;
}

async function timeOut(): Promise<void> {
	const signal = AbortSignal.timeout(TIMEOUT_MS);
	await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
