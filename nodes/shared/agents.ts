import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import type { Conversation } from '../../genesys/conversations/conversation';
import { statusOf, type Agent, type HandoverStatus } from '../../genesys/conversations/status';
import { FreshCache } from '../../genesys/freshCache';
import { getUserProfile, type UserProfile } from '../../genesys/users';
import { CREDENTIAL, organizationOf } from './credential';

/** Names and pictures rarely change, and workflows ask for the status of a chat again and again. */
const profiles = new FreshCache<UserProfile>(10 * 60_000, 1000);

/**
 * The agent with the name and picture to show to customers: one request per agent in ten minutes.
 * @throws GenesysApiError, GenesysUnreachableError; without the permission the agent stays as it is
 */
export async function withProfile<T extends Agent | null>(
	client: GenesysClient,
	agent: T,
	readCredentials: () => Promise<ICredentialDataDecryptedObject>,
): Promise<T> {
	const id = agent?.id;
	if (id === undefined) return agent;
	const key = `${organizationOf(await readCredentials())}/${id}`;
	return { ...agent, ...(await profiles.get(key, async () => await getUserProfile(client, id))) };
}

/** The status of a conversation, with the agent's name and picture where Genesys returns them. A picture is no reason to fail. */
export async function statusWithProfile(
	context: IExecuteFunctions,
	client: GenesysClient,
	conversation: Conversation,
	itemIndex: number,
): Promise<HandoverStatus> {
	const status = statusOf(conversation);
	try {
		const readCredentials = async () => await context.getCredentials(CREDENTIAL, itemIndex);
		return { ...status, agent: await withProfile(client, status.agent, readCredentials) };
	} catch {
		return status;
	}
}
