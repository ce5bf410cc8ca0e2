import { passTime } from '../../support/movableClock';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, lacks, takeInbound } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { showLooks, shown } from '../support/looks';
import { failureOf } from '../support/runAction';
import { integrationId, message, runRouter } from '../support/runRouter';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const withHandover = (text: string, more = {}) => [{ conversationId: CONVERSATION, text, ...more }];
/** How long a lookup of the conversation is valid. */
const FRESH_MS = 500;

describe('a message without a conversation ID', () => {
	it('goes to the Bot output unchanged, with its files, without a request', async () => {
		const files = { photo: { data: '', mimeType: 'image/png', id: 'filesystem-v2:1' } };
		const { agent, bot } = await runRouter({ items: [{ text: 'Hi', order: 7 }], files });
		expect(agent).toEqual([]);
		expect(bot).toEqual([{ json: { text: 'Hi', order: 7, handoverEnded: false }, binary: files, pairedItem: { item: 0 } }]);
	});

	it('goes to the Bot output while Genesys Cloud is down, even with an integration given by name', async () => {
		const byName = { ...message, integrationId: { __rl: true, mode: 'name', value: 'n8n Open Messaging' } };
		const { bot } = await runRouter({ parameters: byName });
		expect(bot).toHaveLength(1);
	});
});

describe('a message with the ID of an open conversation', () => {
	it('is sent to the agent and goes to the Agent output with its IDs', async () => {
		showLooks(shown('connected'));
		const sent = takeInbound();
		const { agent, bot } = await runRouter({ items: withHandover('Where is it?') });
		expect(sent).toMatchObject([{ text: 'Where is it?', channel: { from: { id: 'customer-42' } } }]);
		expect(bot).toEqual([]);
		expect(agent).toEqual([
			{
				json: {
					messageId: 'genesys-message-1',
					conversationId: CONVERSATION,
					customerId: 'customer-42',
					integrationId: INTEGRATION,
					time: sent[0].channel.time,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('includes files and a message ID', async () => {
		showLooks(shown('connected'));
		const sent = takeInbound();
		const parameters = { ...message, text: '', attachments: ['https://acme.io/a.pdf'], messageId: 'mine' };
		await runRouter({ parameters, items: withHandover('') });
		expect(sent).toMatchObject([{ channel: { messageId: 'mine' }, content: [{ attachment: { filename: 'a.pdf' } }] }]);
	});

	it('is looked up once for a burst of messages', async () => {
		showLooks(shown('connected'));
		const sent = takeInbound(3);
		const { agent } = await runRouter({ items: ['1', '2', '3'].flatMap((text) => withHandover(text)) });
		expect(sent.map(({ text }) => text)).toEqual(['1', '2', '3']);
		expect(agent.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it('is looked up again after half a second: a message after the end is for the bot', async () => {
		const credential = new StoredCredential();
		showLooks(shown('connected'));
		takeInbound();
		await runRouter({ items: withHandover('Thanks'), credential });
		passTime(FRESH_MS);
		showLooks(shown('disconnected'));
		const { agent, bot } = await runRouter({ items: withHandover('Hello bot'), credential });
		expect(agent).toEqual([]);
		expect(bot).toMatchObject([{ json: { text: 'Hello bot', handoverEnded: true } }]);
	});

	it('is looked up separately for simultaneous customers', async () => {
		const ids = ['Ada', 'Bob', 'Cyd'].map((customer) => ({ customer, conversationId: `conversation-of-${customer}`, text: 'Hi' }));
		for (const { customer, conversationId: id } of ids) showLooks(shown('connected', { id, customerId: customer }), { id });
		const sent = takeInbound(3);
		const { agent } = await runRouter({ items: ids });
		expect(agent.map(({ json }) => json.customerId)).toEqual(['Ada', 'Bob', 'Cyd']);
		expect(sent).toHaveLength(3);
	});
});

describe('a message with the ID of an ended handover', () => {
	it('goes to the Bot output unchanged, with handoverEnded, and nothing is sent', async () => {
		showLooks(shown('disconnected'));
		const { agent, bot } = await runRouter({ items: withHandover('Hello', { order: 7 }) });
		expect(agent).toEqual([]);
		expect(bot).toEqual([
			{ json: { conversationId: CONVERSATION, text: 'Hello', order: 7, handoverEnded: true }, pairedItem: { item: 0 } },
		]);
	});

	it.each([
		['another customer', { customerId: 'customer-43' }],
		['another integration', { integrationId: '22222222-2222-4333-8444-555555555555' }],
	])('also counts as ended if the conversation belongs to %s', async (_whose, changes) => {
		showLooks(shown('connected', changes));
		const { agent, bot } = await runRouter({ items: withHandover('Hello') });
		expect(agent).toEqual([]);
		expect(bot).toMatchObject([{ json: { handoverEnded: true } }]);
	});

	it('also counts as ended if Genesys Cloud does not find the conversation within two seconds', async () => {
		showLooks(404, { times: 6 });
		const { result, waitedMs } = await withoutWaiting(async () => await runRouter({ items: withHandover('Hello') }));
		expect(result.bot).toMatchObject([{ json: { handoverEnded: true } }]);
		expect(waitedMs).toBeGreaterThanOrEqual(2_000);
	});
});

it('waits for a conversation that another process has just started, because Genesys Cloud shows it with a delay', async () => {
	showLooks(404, { times: 2 });
	showLooks(shown('connected'));
	takeInbound();
	const { result } = await withoutWaiting(async () => await runRouter({ items: withHandover('Hello') }));
	expect(result.agent).toHaveLength(1);
});

it('returns the ID of the new conversation if the old one ended just before, and looks that one up next', async () => {
	const credential = new StoredCredential();
	showLooks(shown('connected'));
	takeInbound(1, { conversationId: 'the-new-one' });
	const { agent } = await runRouter({ items: withHandover('Thanks'), credential });
	expect(agent).toMatchObject([{ json: { conversationId: 'the-new-one' } }]);
	showLooks(shown('connected', { id: 'the-new-one' }), { id: 'the-new-one' });
	takeInbound(1, { conversationId: 'the-new-one' });
	expect((await runRouter({ items: withHandover('Are you there?'), credential })).agent).toHaveLength(1);
});

describe("if the conversation's owner is unknown", () => {
	const onError = 'continueErrorOutput' as const;

	it('sends the message to no output, and the error says not to let the bot reply', async () => {
		api().get(`/api/v2/conversations/${CONVERSATION}`).times(5).reply(500, {});
		const { result: failure } = await withoutWaiting(async () => await failureOf(runRouter({ items: withHandover('Hi') })));
		expect(failure.message).toContain('Look up handover: Genesys Cloud returned 500');
		expect(failure.description).toMatch(/^The message wasn't sent\. Don't let the bot reply/);
	});

	it('fails with the name of a missing permission', async () => {
		api().get(`/api/v2/conversations/${CONVERSATION}`).reply(403, lacks('conversation:communication:view'));
		const failure = await failureOf(runRouter({ items: withHandover('Hi') }));
		expect(failure.description).toContain('Add the permission conversation:communication:view');
	});

	it('never sends a failed item to Bot, and its only key is error', async () => {
		showLooks(shown('connected'));
		api().post(/inbound/).query(true).reply(400, { code: 'bad.request', message: 'No', status: 400 });
		const { agent, bot } = await runRouter({ items: [...withHandover('Hi'), { customer: 'customer-43', text: 'Hello' }], node: { onError } });
		expect(agent).toEqual([{ json: { error: expect.objectContaining({ code: 'bad.request', status: 400 }) }, pairedItem: { item: 0 } }]);
		expect(bot).toMatchObject([{ json: { text: 'Hello' }, pairedItem: { item: 1 } }]);
	});
});

it('reports which parameter of which item is empty', async () => {
	const failure = await failureOf(runRouter({ items: [{ text: 'Hi' }, { customer: '', text: 'Hi' }] }));
	expect(failure.message).toBe('"Customer ID" is empty');
	expect(failure.context.itemIndex).toBe(1);
});

it('fails for an open conversation without a text, and sends nothing', async () => {
	showLooks(shown('connected'));
	const failure = await failureOf(runRouter({ parameters: { ...message, integrationId }, items: withHandover('') }));
	expect(failure.message).toBe('"Text" is empty');
});
