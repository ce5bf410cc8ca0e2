import { getConversation } from '../../genesys/conversations/conversations.ts';
import { writingAgent, type Agent } from '../../genesys/conversations/status.ts';
import { getUserProfile } from '../../genesys/users.ts';
import { contract } from './support/genesys.mts';
import { agentWrites, newIntegration, startConversation } from './support/handover.mts';
import { packageClient } from './support/packageClient.mts';

/** Who wrote a message, which a delivery does not say: read off the conversation as Genesys shows it. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50 });

const writer = async (conversationId: string): Promise<Agent | undefined> => {
	const { client } = await packageClient(genesys);
	const conversation = await getConversation(client, conversationId);
	return conversation && writingAgent(conversation);
};

test('the agent who wrote is known while they have the chat, after a transfer, and after the end', async () => {
	const { agents } = await genesys.control<{ agents: Array<{ id: string; name: string }> }>('GET', 'state');
	const [first, second] = agents;
	const { conversationId } = await startConversation(genesys, { integrationId: await newIntegration(genesys) });
	const act = async (action: string, body: object) => await genesys.control('POST', `conversations/${conversationId}/${action}`, body);
	expect(await writer(conversationId)).toBeUndefined();

	await act('accept', { agentId: first.id });
	await agentWrites(genesys, conversationId, 'I pass you on to Sales');
	expect(await writer(conversationId)).toEqual({ id: first.id, name: first.name });
	await act('transfer', { queueName: 'Sales' });
	expect(await writer(conversationId)).toMatchObject({ id: first.id });

	await act('accept', { agentId: second.id });
	await agentWrites(genesys, conversationId, 'Goodbye');
	expect(await writer(conversationId)).toMatchObject({ id: second.id });
	await act('end', {});
	expect(await writer(conversationId)).toMatchObject({ id: second.id });

	const { client } = await packageClient(genesys);
	const [profile, { images = [] }] = await Promise.all([getUserProfile(client, second.id), genesys.users.getUser(second.id, { expand: ['images'] })]);
	expect(profile).toEqual({ name: second.name, imageUrl: images.at(-1)?.imageUri });
});
