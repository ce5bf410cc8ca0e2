import type { IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import type { Conversation } from '../../genesys/conversations/conversation';
import { statusOf, type Agent, type HandoverStatus } from '../../genesys/conversations/status';
import { FreshCache } from '../../genesys/freshCache';
import { getUserProfile, type UserProfile } from '../../genesys/users';
import { credentialIdOf } from './credential';
import type { GenesysContext } from './transport';

/** Names and pictures rarely change, and workflows ask for the status of a chat again and again. */
const profiles = new FreshCache<UserProfile | undefined>(10 * 60_000, 1000);
const FAILED_MS = 15_000; // A profile that could not be read is not tried again for this long, in milliseconds.

/** The agent with the name and picture to show to customers, where Genesys returns them. Never throws: a picture is no reason to fail. */
export async function withProfile<T extends Agent | null>(context: GenesysContext, client: GenesysClient, agent: T): Promise<T> {
	const id = agent?.id;
	if (id === undefined) return agent;
	const read = async () => await getUserProfile(client, id).catch(() => undefined);
	const key = `${credentialIdOf(context)}/${id}`;
	return { ...agent, ...(await profiles.get(key, read, (profile, ageMs) => profile !== undefined || ageMs < FAILED_MS)) };
}

export async function statusWithProfile(context: IExecuteFunctions, client: GenesysClient, conversation: Conversation): Promise<HandoverStatus> {
	const status = statusOf(conversation);
	return { ...status, agent: await withProfile(context, client, status.agent) };
}
