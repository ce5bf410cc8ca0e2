import { setCustomerAttributes } from '../../../../genesys/conversations/conversations';
import { customerOf, parseConversation } from '../../../../genesys/conversations/conversation';
import { fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';
import { agent, conversationBody, customer, gone } from './samples';

/** A conversation whose participants have these attributes, in this order. */
function withAttributes(parts: Parameters<typeof conversationBody>[0], ...attributes: Array<object | undefined>): object {
	const body = conversationBody(parts) as { participants: object[] };
	return { ...body, participants: body.participants.map((part, index) => ({ ...part, attributes: attributes[index] })) };
}

describe('reading participant data', () => {
	it.each([
		[{ order: '4711', empty: '' }, { order: '4711', empty: '' }],
		[{ priority: 3, vip: true, none: null }, { priority: '3', vip: 'true' }],
		[{}, undefined],
		[undefined, undefined],
		['text', undefined],
		[['list'], undefined],
	])('reads %j as %j', (attributes, expected) => {
		const conversation = parseConversation(withAttributes([customer], attributes as object));
		expect(conversation && customerOf(conversation)?.attributes).toEqual(expected);
	});

	it('reads the newest part after the threading window reopened a conversation', () => {
		const parts = [{ ...gone(customer), id: 'old' }, { ...customer, id: 'new' }, agent];
		const conversation = parseConversation(withAttributes(parts, { order: '1' }, { order: '2' }));
		expect(conversation && customerOf(conversation)).toMatchObject({ id: 'new', attributes: { order: '2' } });
	});

	it('reads the data of an ended conversation', () => {
		const conversation = parseConversation(withAttributes([gone(customer), gone(agent)], { order: '1' }));
		expect(conversation && customerOf(conversation)?.attributes).toEqual({ order: '1' });
	});
});

describe('setting participant data', () => {
	const body = withAttributes([customer, agent], { order: '1', language: 'de' });

	it('changes only the given keys of the customer', async () => {
		const { client, requests } = fakeGenesys(inTurn(ok(body), ok({})));
		expect(await setCustomerAttributes(client, 'conversation-1', { order: '2' })).toEqual({ order: '2', language: 'de' });
		expect(requests).toEqual([
			{ method: 'GET', path: '/api/v2/conversations/conversation-1' },
			{
				method: 'PATCH',
				path: '/api/v2/conversations/messages/conversation-1/participants/participant-0/attributes',
				body: { attributes: { order: '2' } },
			},
		]);
	});

	it('repeats the change after a server error, because it is idempotent', async () => {
		const { client, requests } = fakeGenesys(inTurn(ok(body), refusal(500), ok({})));
		await setCustomerAttributes(client, 'conversation-1', { order: '2' });
		expect(requests).toHaveLength(3);
	});

	it('waits for a new conversation that Genesys shows with a delay', async () => {
		const { client, pauses } = fakeGenesys(inTurn(refusal(404), refusal(404), ok(body), ok({})));
		expect(await setCustomerAttributes(client, 'conversation-1', { order: '2' })).toMatchObject({ order: '2' });
		expect(pauses).toEqual([400, 400]);
	});

	it('returns undefined after two seconds for an unknown conversation', async () => {
		const { client, pauses } = fakeGenesys(() => refusal(404));
		expect(await setCustomerAttributes(client, 'conversation-1', { order: '2' })).toBeUndefined();
		expect(pauses).toEqual(Array(5).fill(400));
	});

	it('fails if the conversation has no customer', async () => {
		const { client, requests } = fakeGenesys(() => ok(conversationBody([agent])));
		await expect(setCustomerAttributes(client, 'conversation-1', { order: '2' })).rejects.toMatchObject({ code: 'no.customer' });
		expect(requests).toHaveLength(1);
	});

	it('includes the missing permission in the error', async () => {
		const { client } = fakeGenesys(() => lacks('conversation:communication:view'));
		await expect(setCustomerAttributes(client, 'conversation-1', {})).rejects.toMatchObject({
			message: expect.stringMatching(/^Set attributes: /),
			advice: expect.stringContaining('conversation:communication:view'),
		});
	});

	it('refuses an ID that could lead to another path', async () => {
		const { client, requests } = fakeGenesys(() => refusal(404));
		await expect(setCustomerAttributes(client, '../x', {})).rejects.toMatchObject({ code: 'invalid.input' });
		expect(requests).toEqual([]);
	});
});
