import { findConversationId } from '../../../../genesys/conversations/analytics';
import {
	endConversation,
	getConversation,
	getConversationRequest,
} from '../../../../genesys/conversations/conversations';
import type { HttpRequest } from '../../../../genesys/client';
import { brokenConnection, fakeGenesys, lacks, ok, refusal } from '../fakeGenesys';
import { agent, conversationBody, customer, gone } from './samples';

const going = ok(
	conversationBody([
		{ ...customer, id: 'p-customer' },
		{ ...agent, id: 'p-agent' },
	]),
);
const ended = ok(conversationBody([gone(customer), gone(agent, 'peer')]));

describe('getConversation', () => {
	it('reads the conversation by its id', async () => {
		const { client, requests } = fakeGenesys(() => going);
		expect(await getConversation(client, 'conversation-1')).toMatchObject({ id: 'conversation-1' });
		expect(requests).toEqual([{ method: 'GET', path: '/api/v2/conversations/conversation-1' }]);
	});

	it('gives nothing where Genesys knows none', async () => {
		const { client } = fakeGenesys(() => refusal(404));
		expect(await getConversation(client, 'x')).toBeUndefined();
	});

	it('does not take a missing permission for a missing conversation', async () => {
		const { client } = fakeGenesys(() => lacks('conversation:communication:view'));
		await expect(getConversation(client, 'x', 'Get status')).rejects.toMatchObject({
			message: expect.stringMatching(/^Get status: /),
			advice: expect.stringContaining('conversation:communication:view'),
		});
	});

	it('asks with no ID that could lead to another path', () => {
		expect(() => getConversationRequest('a/b?c')).toThrow('"Conversation ID" is not a valid Genesys Cloud ID');
	});
});

describe('findConversationId', () => {
	const now = new Date('2026-01-31T10:00:00.000Z');
	const customerOf = { customerId: 'customer-42', integrationId: 'integration-1', now };

	it('asks analytics for the newest conversation of this customer over this integration', async () => {
		const { client, requests } = fakeGenesys(() =>
			ok({ conversations: [{ conversationId: 'newest' }, { conversationId: 'older' }] }),
		);
		expect(await findConversationId(client, customerOf)).toBe('newest');
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({
			method: 'POST',
			path: '/api/v2/analytics/conversations/details/query',
			body: {
				interval: '2026-01-01T10:00:00.000Z/2026-01-31T11:00:00.000Z',
				order: 'desc',
				orderBy: 'conversationStart',
				segmentFilters: [
					{
						type: 'and',
						predicates: expect.arrayContaining([
							{ dimension: 'messageType', value: 'open' },
							{ dimension: 'addressFrom', value: 'customer-42' },
							{ dimension: 'addressTo', value: 'integration-1' },
						]),
					},
				],
			},
		});
	});

	it.each([[{ conversations: [] }], [{}], [{ totalHits: 0 }]])(
		'gives nothing for the answer %j',
		async (body) => {
			const { client } = fakeGenesys(() => ok(body));
			expect(await findConversationId(client, customerOf)).toBeUndefined();
		},
	);

	it.each(['', '<html>Please log in</html>', { error: 'please log in' }, [], null])(
		'does not take the answer %j of somebody else for "none"',
		async (body) => {
			const { client } = fakeGenesys(() => ok(body));
			await expect(findConversationId(client, customerOf)).rejects.toMatchObject({ code: 'unexpected.answer' });
		},
	);

	it('is repeated after a broken connection, since it only reads', async () => {
		const { client, requests } = fakeGenesys((_request, nth) =>
			nth === 1 ? brokenConnection() : ok({ conversations: [] }),
		);
		await findConversationId(client, customerOf);
		expect(requests).toHaveLength(2);
	});

	it('names the permission it needs', async () => {
		const { client } = fakeGenesys(() => lacks('analytics:conversationDetail:view'));
		await expect(findConversationId(client, customerOf)).rejects.toMatchObject({
			advice: expect.stringContaining('analytics:conversationDetail:view'),
		});
	});
});

describe('endConversation', () => {
	/** Genesys in which the conversation ends after so many disconnecting calls. */
	function endingAfter(calls: number) {
		const disconnects: HttpRequest[] = [];
		const genesys = fakeGenesys((request) => {
			if (request.method === 'GET') return disconnects.length >= calls ? ended : going;
			disconnects.push(request);
			return ok();
		});
		return { ...genesys, disconnects };
	}

	// The stop action of another product did nothing in Genesys, and agents were left with chats that nobody read.
	it('really disconnects the conversation and looks whether it is over', async () => {
		const { client, disconnects, requests, pauses } = endingAfter(1);
		expect(await endConversation(client, 'conversation-1')).toBe(true);
		expect(disconnects).toEqual([
			{ method: 'PATCH', path: '/api/v2/conversations/messages/conversation-1', body: { state: 'disconnected' } },
		]);
		expect(requests.at(-1)?.method).toBe('GET');
		expect(pauses).toEqual([]);
	});

	it('leaves one that is over as it is', async () => {
		const { client, requests } = fakeGenesys(() => ended);
		expect(await endConversation(client, 'conversation-1')).toBe(true);
		expect(requests).toHaveLength(1);
	});

	it('gives false for one that Genesys does not know, after having looked again', async () => {
		const { client, requests } = fakeGenesys(() => refusal(404));
		expect(await endConversation(client, 'x')).toBe(false);
		expect(requests).toHaveLength(6);
	});

	it('ends one that has just begun and that Genesys shows a moment later: no ghost is left', async () => {
		let looks = 0;
		const { client, requests } = fakeGenesys(({ method }) => {
			if (method === 'PATCH') return ok();
			looks++;
			if (looks < 3) return refusal(404);
			return looks === 3 ? going : ended;
		});
		expect(await endConversation(client, 'conversation-1')).toBe(true);
		expect(requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
	});

	it('disconnects the parties one by one, the customer first, where the whole does not obey', async () => {
		const { client, disconnects } = endingAfter(3);
		expect(await endConversation(client, 'conversation-1')).toBe(true);
		expect(disconnects.map(({ path }) => path.replace('/api/v2/conversations/messages/conversation-1', ''))).toEqual([
			'',
			'/participants/p-customer',
			'/participants/p-agent',
		]);
	});

	it('says so when the conversation goes on after all that, instead of reporting an end', async () => {
		const { client, pauses } = endingAfter(Number.POSITIVE_INFINITY);
		await expect(endConversation(client, 'conversation-1')).rejects.toMatchObject({
			code: 'still.connected',
		});
		expect(pauses).toEqual([400, 400, 400, 400, 400, 400]);
	});

	it('is done when the conversation vanishes while it is being ended', async () => {
		const { client } = fakeGenesys(({ method }, nth) => (method === 'PATCH' ? ok() : nth === 1 ? going : refusal(404)));
		expect(await endConversation(client, 'conversation-1')).toBe(true);
	});

	it('names the permission it needs', async () => {
		const { client } = fakeGenesys(({ method }) =>
			method === 'GET' ? going : lacks('conversation:communication:disconnect'),
		);
		await expect(endConversation(client, 'conversation-1')).rejects.toMatchObject({
			message: expect.stringMatching(/^End handover: /),
			advice: expect.stringContaining('conversation:communication:disconnect'),
		});
	});
});
