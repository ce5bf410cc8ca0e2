import type { IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import type { Conversation } from '../../genesys/conversations/conversation';
import { statusOf, type Agent, type HandoverStatus } from '../../genesys/conversations/status';
import { FreshCache } from '../../genesys/freshCache';
import { getUserProfile, type UserProfile } from '../../genesys/users';
import { credentialIdOf } from './credential';
import type { GenesysContext } from './transport';

/** Names and pictures rarely change, but workflows request the status of a conversation often. */
const profiles = new FreshCache<UserProfile | undefined>(10 * 60_000, 1000);
const FAILED_MS = 15_000; // Milliseconds before a failed profile is read again.

/** Adds the name and picture to show to customers, if Genesys Cloud returns them. Never throws, because they're optional. */
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
