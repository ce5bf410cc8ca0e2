import type { IWebhookFunctions } from 'n8n-workflow';
import { getConversation } from '../../../genesys/conversations/conversations';
import { writingAgent, type Agent } from '../../../genesys/conversations/status';
import { FreshCache } from '../../../genesys/freshCache';
import type { OpenMessagingEvent } from '../../../genesys/openMessaging/events';
import { withProfile } from '../../shared/agents';
import { CREDENTIAL } from '../../shared/credential';
import { genesysClient } from '../../shared/transport';

/** Who has a conversation counts for this long, in milliseconds: so late a transfer shows at most. */
const FRESH_MS = 15_000;
/** A message does not wait longer than this for who wrote it. */
const TIMEOUT_MS = 3_000;

/** What is known so far, and when to go on without more: then it is known, or the time is over. */
interface LookUp {
	agent?: Agent;
	done: Promise<unknown>;
}

/** Shared by all triggers of this process. */
const lookUps = new FreshCache<LookUp>(FRESH_MS, 1000);

/**
 * Who wrote a message, which a delivery itself does not say. `undefined` where it is not known in time. Never throws:
 * the message counts more. A failure too is remembered, so that it costs a busy chat no more than a success.
 */
export async function agentOf(context: IWebhookFunctions, { event, conversationId }: OpenMessagingEvent): Promise<Agent | undefined> {
	if (event !== 'agentMessage' || conversationId === undefined) return undefined;
	const credentialId = context.getNode().credentials?.[CREDENTIAL]?.id ?? context.getNode().id;
	const lookUp = await lookUps.get(`${credentialId}/${conversationId}`, async () => begin(context, conversationId));
	await lookUp.done;
	return lookUp.agent;
}

function begin(context: IWebhookFunctions, conversationId: string): LookUp {
	const lookUp: LookUp = { done: Promise.resolve() };
	const found = find(context, conversationId).then((agent) => {
		lookUp.agent = agent;
	});
	lookUp.done = Promise.race([found, timeOut()]);
	return lookUp;
}

async function find(context: IWebhookFunctions, conversationId: string): Promise<Agent | undefined> {
	try {
		const client = genesysClient(context, { maxTries: 1 });
		const conversation = await getConversation(client, conversationId, 'Get agent');
		const agent = conversation && writingAgent(conversation);
		return agent && (await withProfile(client, agent, async () => await context.getCredentials(CREDENTIAL)));
	} catch (error) {
		context.logger.warn('Genesys Open Messaging Trigger: who wrote a message could not be found out', {
			reason: error instanceof Error ? error.message : 'unknown',
		});
		return undefined;
	}
}

async function timeOut(): Promise<void> {
	const signal = AbortSignal.timeout(TIMEOUT_MS);
	await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
