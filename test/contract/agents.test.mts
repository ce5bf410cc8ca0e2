import { getConversation } from '../../genesys/conversations/conversations.ts';
import { writerOf, type Agent } from '../../genesys/conversations/status.ts';
import { getUserProfile } from '../../genesys/users.ts';
import { contract } from './support/genesys.mts';
import { agentWrites, newIntegration, startConversation } from './support/handover.mts';
import { packageClient } from './support/packageClient.mts';

/** The author of a message, which a delivery doesn't include: read from the conversation as Genesys Cloud returns it. */

const genesys = contract({ rateLimitPerMinute: 0, integrationCreationMs: 50 });

/** The author of this message according to Genesys Cloud's conversation. */
const writer = async (conversationId: string, messageId?: string): Promise<Agent | undefined> => {
	const { client } = await packageClient(genesys);
	const conversation = await getConversation(client, conversationId);
	return conversation && writerOf(conversation, { messageId });
};

test("a message's author is known while the agent is connected, after a transfer, and after the end", async () => {
	const { agents } = await genesys.control<{ agents: Array<{ id: string; name: string }> }>('GET', 'state');
	const [first, second] = agents;
	const { conversationId } = await startConversation(genesys, { integrationId: await newIntegration(genesys) });
	const act = async (action: string, body: object) => await genesys.control('POST', `conversations/${conversationId}/${action}`, body);
	expect(await writer(conversationId)).toBeUndefined();

	await act('accept', { agentId: first.id });
	const passedOn = await agentWrites(genesys, conversationId, 'I pass you on to Sales');
	expect(await writer(conversationId, passedOn)).toEqual({ id: first.id, name: first.name });
	await act('transfer', { queueName: 'Sales' });
	expect(await writer(conversationId, passedOn)).toMatchObject({ id: first.id });

	await act('accept', { agentId: second.id });
	const goodbye = await agentWrites(genesys, conversationId, 'Goodbye');
	expect(await writer(conversationId, goodbye)).toMatchObject({ id: second.id });
	expect(await writer(conversationId, passedOn)).toMatchObject({ id: first.id });
	await act('end', {});
	expect(await writer(conversationId, goodbye)).toMatchObject({ id: second.id });

	const { client } = await packageClient(genesys);
	const [profile, { images = [] }] = await Promise.all([getUserProfile(client, second.id), genesys.users.getUser(second.id)]);
	expect(profile).toEqual({ name: second.name, imageUrl: images.at(-1)?.imageUri });
});

test('every user includes pictures, and a request to expand them is rejected', async () => {
	const { agents } = await genesys.control<{ agents: Array<{ id: string }> }>('GET', 'state');
	expect((await genesys.users.getUser(agents[0].id)).images).not.toHaveLength(0);
	await expect(genesys.users.getUser(agents[0].id, { expand: ['images'] })).rejects.toMatchObject({ status: 400, code: 'invalid.value' });
	await expect(genesys.users.getUser(agents[0].id, { expand: ['presence', 'images'] })).rejects.toMatchObject({ status: 400 });
	await expect(genesys.users.getUsers({ expand: ['images'] })).rejects.toMatchObject({ status: 400 });
});
