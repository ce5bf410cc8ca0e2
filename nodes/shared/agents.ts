import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';
import type { Conversation } from '../../genesys/conversations/conversation';
import { statusOf, type Agent, type HandoverStatus } from '../../genesys/conversations/status';
import { FreshCache } from '../../genesys/freshCache';
import { getUserProfile, type UserProfile } from '../../genesys/users';
import { CREDENTIAL, organisationOf } from './credential';

/** Names and pictures hardly ever change, and the status of a chat is asked again and again. */
const profiles = new FreshCache<UserProfile>(10 * 60_000, 1000);

/**
 * The agent with the name and picture that customers are to see: one request for each agent within ten minutes.
 * @throws GenesysApiError, GenesysUnreachableError; for what the role may not see nothing is added
 */
export async function withProfile<T extends Agent | null>(
	client: GenesysClient,
	agent: T,
	readCredentials: () => Promise<ICredentialDataDecryptedObject>,
): Promise<T> {
	const id = agent?.id;
	if (id === undefined) return agent;
	const key = `${organisationOf(await readCredentials())}/${id}`;
	return { ...agent, ...(await profiles.get(key, async () => await getUserProfile(client, id))) };
}

/** Where a conversation stands, its agent with name and picture where Genesys gives them: nothing fails for a picture. */
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
