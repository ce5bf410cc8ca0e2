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
	it('reads the conversation by its ID', async () => {
		const { client, requests } = fakeGenesys(() => going);
		expect(await getConversation(client, 'conversation-1')).toMatchObject({ id: 'conversation-1' });
		expect(requests).toEqual([{ method: 'GET', path: '/api/v2/conversations/conversation-1' }]);
	});

	it('returns undefined for an unknown conversation', async () => {
		const { client } = fakeGenesys(() => refusal(404));
		expect(await getConversation(client, 'x')).toBeUndefined();
	});

	it('does not mistake a missing permission for a missing conversation', async () => {
		const { client } = fakeGenesys(() => lacks('conversation:communication:view'));
		await expect(getConversation(client, 'x', 'Get status')).rejects.toMatchObject({
			message: expect.stringMatching(/^Get status: /),
			advice: expect.stringContaining('conversation:communication:view'),
		});
	});

	it('refuses an ID that could lead to another path', () => {
		expect(() => getConversationRequest('a/b?c')).toThrow('"Conversation ID" is not a valid Genesys Cloud ID');
	});
});

describe('findConversationId', () => {
	const now = new Date('2026-01-31T10:00:00.000Z');
	const customerOf = { customerId: 'customer-42', integrationId: 'integration-1', now };

	it('queries analytics for this customer’s newest conversation on this integration', async () => {
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
		'returns undefined for the response %j',
		async (body) => {
			const { client } = fakeGenesys(() => ok(body));
			expect(await findConversationId(client, customerOf)).toBeUndefined();
		},
	);

	it.each(['', '<html>Please log in</html>', { error: 'please log in' }, [], null])(
		'does not treat the response %j as an empty list',
		async (body) => {
			const { client } = fakeGenesys(() => ok(body));
			await expect(findConversationId(client, customerOf)).rejects.toMatchObject({ code: 'unexpected.answer' });
		},
	);

	it('retries after a broken connection, because it only reads', async () => {
		const { client, requests } = fakeGenesys((_request, nth) =>
			nth === 1 ? brokenConnection() : ok({ conversations: [] }),
		);
		await findConversationId(client, customerOf);
		expect(requests).toHaveLength(2);
	});

	it('includes the required permission in the error', async () => {
		const { client } = fakeGenesys(() => lacks('analytics:conversationDetail:view'));
		await expect(findConversationId(client, customerOf)).rejects.toMatchObject({
			advice: expect.stringContaining('analytics:conversationDetail:view'),
		});
	});
});

describe('endConversation', () => {
	/** Genesys, where the conversation ends after this many disconnecting calls. */
	function endingAfter(calls: number) {
		const disconnects: HttpRequest[] = [];
		const genesys = fakeGenesys((request) => {
			if (request.method === 'GET') return disconnects.length >= calls ? ended : going;
			disconnects.push(request);
			return ok();
		});
		return { ...genesys, disconnects };
	}

	// In another product, the stop action did nothing in Genesys, and agents were left with abandoned conversations.
	it('disconnects the conversation and checks that it has ended', async () => {
		const { client, disconnects, requests, pauses } = endingAfter(1);
		expect(await endConversation(client, 'conversation-1')).toBe(true);
		expect(disconnects).toEqual([
			{ method: 'PATCH', path: '/api/v2/conversations/messages/conversation-1', body: { state: 'disconnected' } },
		]);
		expect(requests.at(-1)?.method).toBe('GET');
		expect(pauses).toEqual([]);
	});

	it('leaves an ended conversation alone', async () => {
		const { client, requests } = fakeGenesys(() => ended);
		expect(await endConversation(client, 'conversation-1')).toBe(true);
		expect(requests).toHaveLength(1);
	});

	it('returns false for an unknown conversation, after checking again', async () => {
		const { client, requests } = fakeGenesys(() => refusal(404));
		expect(await endConversation(client, 'x')).toBe(false);
		expect(requests).toHaveLength(6);
	});

	it('ends a new conversation that Genesys shows with a delay', async () => {
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

	it('disconnects each participant, the customer first, if the conversation stays open', async () => {
		const { client, disconnects } = endingAfter(3);
		expect(await endConversation(client, 'conversation-1')).toBe(true);
		expect(disconnects.map(({ path }) => path.replace('/api/v2/conversations/messages/conversation-1', ''))).toEqual([
			'',
			'/participants/p-customer',
			'/participants/p-agent',
		]);
	});

	it('fails if the conversation stays open after that, instead of reporting an end', async () => {
		const { client, pauses } = endingAfter(Number.POSITIVE_INFINITY);
		await expect(endConversation(client, 'conversation-1')).rejects.toMatchObject({
			code: 'still.connected',
		});
		expect(pauses).toEqual([400, 400, 400, 400, 400, 400]);
	});

	it('succeeds if the conversation disappears in the meantime', async () => {
		const { client } = fakeGenesys(({ method }, nth) => (method === 'PATCH' ? ok() : nth === 1 ? going : refusal(404)));
		expect(await endConversation(client, 'conversation-1')).toBe(true);
	});

	it('includes the required permission in the error', async () => {
		const { client } = fakeGenesys(({ method }) =>
			method === 'GET' ? going : lacks('conversation:communication:disconnect'),
		);
		await expect(endConversation(client, 'conversation-1')).rejects.toMatchObject({
			message: expect.stringMatching(/^End handover: /),
			advice: expect.stringContaining('conversation:communication:disconnect'),
		});
	});
});
