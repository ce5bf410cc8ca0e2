import { sendTyping } from '../../../../genesys/openMessaging/inbound';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';

const NOW = new Date('2026-01-31T10:00:00.000Z');
const typing = { integrationId: 'integration-1', customer: { id: 'customer-42', idType: 'Opaque' as const } };

describe('a typing notice', () => {
	it('is one call with only the customer, the time, and the event type', async () => {
		const { client, requests } = fakeGenesys(() => ok({ id: 'event-1' }));
		expect(await sendTyping(client, typing, NOW)).toBe('2026-01-31T10:00:00.000Z');
		expect(requests).toEqual([
			{
				method: 'POST',
				path: '/api/v2/conversations/messages/integration-1/inbound/open/event',
				body: {
					channel: { from: { id: 'customer-42', idType: 'Opaque' }, time: '2026-01-31T10:00:00.000Z' },
					events: [{ eventType: 'Typing' }],
				},
			},
		]);
	});

	it.each([
		['a broken connection', brokenConnection()],
		['a server error', refusal(500)],
	])('is not retried after %s, because it would be late', async (_what, failure) => {
		const { client, requests } = fakeGenesys(inTurn(failure, ok()));
		await expect(sendTyping(client, typing, NOW)).rejects.toThrow();
		expect(requests).toHaveLength(1);
	});

	it('names the missing permission', async () => {
		const { client } = fakeGenesys(() => lacks('conversation:message:receive'));
		await expect(sendTyping(client, typing, NOW)).rejects.toMatchObject({
			message: expect.stringMatching(/^Send typing: /),
			advice: expect.stringContaining('conversation:message:receive'),
		});
	});
});
