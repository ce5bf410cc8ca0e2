import type { IDataObject } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, takeInbound } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { showLooks, shown } from '../support/looks';
import { runOnce } from '../support/runAction';
import { message, runRouter } from '../support/runRouter';
import { StoredCredential } from '../support/storedCredential';

/** The conversation's owner, if Genesys Cloud and workflows write the same ID differently. */

guardNetwork();

const OTHER = 'abcdefab-2222-4333-8444-555555555555';
const locator = (value: string) => ({ __rl: true, mode: 'id', value });

/** Accepts a message on any integration. */
function takeAnywhere(conversationId: string): void {
	api().post(/inbound/).query(true).reply(200, { id: 'genesys-message', conversationId });
}

const send = async (credential: StoredCredential, integration: string) =>
	await runOnce('message: send', { integrationId: locator(integration), customerId: 'customer-42', text: 'Hi' }, credential);
const write = async (credential: StoredCredential, integration: string) =>
	await runRouter({ parameters: { ...message, integrationId: locator(integration) }, items: [{ text: 'Hello?' }], credential });

describe('a message without a conversation ID', () => {
	it("goes to the agent although the router's integration ID is in lower case and Handover: Start's in upper case", async () => {
		const credential = new StoredCredential();
		takeAnywhere(CONVERSATION);
		await send(credential, OTHER.toUpperCase());
		showLooks(shown('connected', { integrationId: OTHER }));
		takeAnywhere(CONVERSATION);
		expect((await write(credential, OTHER)).agent).toHaveLength(1);
	});

	it('goes to the agent although a customer with the same ID wrote on another integration in between', async () => {
		const credential = new StoredCredential();
		takeAnywhere(CONVERSATION);
		await send(credential, INTEGRATION);
		takeAnywhere('the-other-one');
		await send(credential, OTHER);
		showLooks(shown('connected'));
		takeAnywhere(CONVERSATION);
		expect((await write(credential, INTEGRATION)).agent).toHaveLength(1);
	});
});

it.each([
	['a phone number', '+1 (317) 555-0100', { addressNormalized: '+13175550100' }],
	['an email address', 'Ada@Example.com', { addressNormalized: 'ada@example.com' }],
	['an ID that it also keeps unnormalized', 'user:42', { addressNormalized: 'open-42', addressRaw: 'user:42' }],
])('sends a message to the agent if Genesys Cloud normalizes %s', async (_what, customer, fromAddress) => {
	const conversation = shown('connected');
	const [{ messages }] = conversation.participants as Array<{ messages: IDataObject[] }>;
	Object.assign(messages[0], { fromAddress });
	showLooks(conversation);
	takeInbound();
	expect((await runRouter({ items: [{ customer, text: 'Hi', conversationId: CONVERSATION }] })).agent).toHaveLength(1);
});

describe('a conversation that a message has just reopened', () => {
	const listing = (state: 'connected' | 'disconnected', ...ids: string[]) => {
		const conversation = shown(state);
		const [{ messages }] = conversation.participants as Array<{ messages: IDataObject[] }>;
		Object.assign(messages[0], { messages: ids.map((messageId) => ({ messageId })) });
		return conversation;
	};
	const opened = async () => {
		const credential = new StoredCredential();
		takeInbound();
		await send(credential, INTEGRATION);
		return credential;
	};

	it('is read until Genesys Cloud shows it as open, not as it ended before', async () => {
		const credential = await opened();
		showLooks(listing('disconnected', 'an-earlier-one'), { times: 2 });
		showLooks(listing('connected', 'an-earlier-one', 'genesys-message-1'));
		takeInbound();
		const { result } = await withoutWaiting(async () => await write(credential, INTEGRATION));
		expect(result.agent).toHaveLength(1);
	});

	it('has ended immediately if it ended after that message, and after two seconds if that stays unknown', async () => {
		const credential = await opened();
		showLooks(listing('disconnected', 'an-earlier-one', 'genesys-message-1'));
		expect((await write(credential, INTEGRATION)).bot).toHaveLength(1);
		const another = await opened();
		showLooks(listing('disconnected', 'an-earlier-one'), { times: 6 });
		const { result } = await withoutWaiting(async () => await write(another, INTEGRATION));
		expect(result.bot).toHaveLength(1);
	});
});
