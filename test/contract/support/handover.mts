import { setTimeout as delay } from 'node:timers/promises';
import type { Models } from 'purecloud-platform-client-v2';
import { createIntegration } from '../../../demo/simulator.mts';
import type { Contract } from './genesys.mts';

/** Satisfies the simulator, which like Genesys Cloud requires more than fifteen characters. */
export const SECRET = 'the secret of a contract test';

let counter = 0;

/** An integration that Genesys Cloud has finished creating, with these fields changed. */
export async function newIntegration(
	{ url, conversations }: Contract,
	fields: Partial<Models.OpenIntegrationUpdateRequest> = {},
): Promise<string> {
	const name = `Integration ${++counter}`;
	const id = await createIntegration(url, name, SECRET);
	if (Object.keys(fields).length > 0) {
		await conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(id, { name, ...fields });
	}
	return id;
}

/** A new customer. */
export const newCustomer = (): string => `customer-${++counter}`;

/** A customer's message as the SDK's types require it. */
export function messageOf(customerId: string, text = 'Hello'): Models.OpenInboundNormalizedMessage {
	return {
		channel: {
			from: { id: customerId, idType: 'Opaque', firstName: 'Ada', lastName: 'Byron', nickname: 'Ada' },
			time: new Date().toISOString(),
			messageId: `message-${++counter}`,
		},
		text,
	};
}

export interface Sent {
	integrationId: string;
	customerId: string;
	conversationId: string;
	messageId: string;
}

/** A customer's first message, and the conversation that it started. */
export async function startConversation(
	genesys: Contract,
	{ integrationId, customerId = newCustomer(), text }: { integrationId: string; customerId?: string; text?: string },
): Promise<Sent> {
	const answer = await genesys.conversations.postConversationsMessageInboundOpenMessage(
		integrationId,
		messageOf(customerId, text),
		{
			prefetchConversationId: true,
		},
	);
	return { integrationId, customerId, conversationId: answer.conversationId ?? '', messageId: answer.id ?? '' };
}

/** The participants of a purpose, as GET /conversations/{id} returns them. */
export async function participantsOf(
	{ conversations }: Contract,
	conversationId: string,
	purpose: string,
): Promise<Models.Participant[]> {
	const { participants } = await conversations.getConversation(conversationId);
	return participants.filter((participant) => participant.purpose === purpose);
}

/** An agent accepts the conversation if no agent has it yet, and writes; returns Genesys Cloud's ID of the message. */
export async function agentWrites(genesys: Contract, conversationId: string, text: string): Promise<string> {
	const agents = await participantsOf(genesys, conversationId, 'agent');
	const isConnected = agents.some(({ messages }) => messages?.[0].state === 'connected');
	if (!isConnected) await genesys.control('POST', `conversations/${conversationId}/accept`);
	await genesys.control('POST', `conversations/${conversationId}/messages`, { text });
	const written = await participantsOf(genesys, conversationId, 'agent');
	return written.flatMap(({ messages = [] }) => messages.flatMap((leg) => leg.messages ?? [])).at(-1)?.messageId ?? '';
}

/** Polls until the response matches; throws after half a minute. */
export async function eventually<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		const answer = await ask();
		if (isIt(answer)) return answer;
		if (Date.now() > deadline)
			throw new Error(`Timed out; the last response was ${JSON.stringify(answer)}`);
		await delay(50);
	}
}
