import { sendReceipt, type Receipt } from '../../../../genesys/openMessaging/inbound';
import { fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';

const NOW = new Date('2026-01-31T10:00:00.000Z');
const PATH = '/api/v2/conversations/messages/integration-1/inbound/open/receipt';

const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
	integrationId: 'integration-1',
	customer: { id: 'customer-42', idType: 'Opaque' },
	messageId: 'genesys-message-1',
	status: 'Delivered',
	...changes,
});

describe('a receipt', () => {
	it('has the ID of the agent\'s message and goes to the customer who got it', async () => {
		const { client, requests } = fakeGenesys(() => ok({ id: 'genesys-message-1', type: 'Receipt', status: 'Delivered' }));
		expect(await sendReceipt(client, receipt(), NOW)).toBe('2026-01-31T10:00:00.000Z');
		expect(requests).toEqual([
			{
				method: 'POST',
				path: PATH,
				body: {
					id: 'genesys-message-1',
					channel: { to: { id: 'customer-42', idType: 'Opaque' }, time: '2026-01-31T10:00:00.000Z' },
					status: 'Delivered',
					isFinalReceipt: true,
				},
			},
		]);
	});

	it('has the reason if it is Failed', async () => {
		const { client, requests } = fakeGenesys(() => ok({ id: 'genesys-message-1', status: 'Failed', reasons: [{ message: 'blocked' }] }));
		await sendReceipt(client, receipt({ status: 'Failed', reason: { code: 'RecipientOptedOut', message: 'blocked' } }), NOW);
		expect(requests[0].body).toMatchObject({
			status: 'Failed',
			reasons: [{ code: 'RecipientOptedOut', message: 'blocked' }],
		});
	});

	it('has a shortened reason if the channel returns an entire page', async () => {
		const { client, requests } = fakeGenesys(() => ok({ id: 'genesys-message-1', status: 'Failed' }));
		await sendReceipt(client, receipt({ status: 'Failed', reason: { code: 'GeneralError', message: 'word '.repeat(1000) } }), NOW);
		const [{ message }] = (requests[0].body as { reasons: Array<{ message: string }> }).reasons;
		expect(message).toMatch(/^(?:word ){99}word$/);
	});

	it('is retried after a server error', async () => {
		const { client, requests } = fakeGenesys(inTurn(refusal(502), ok({ id: 'genesys-message-1', status: 'Delivered' })));
		await sendReceipt(client, receipt(), NOW);
		expect(requests).toHaveLength(2);
		expect(requests[1]).toEqual(requests[0]);
	});

	it('fails if Genesys Cloud rejects it with status 200', async () => {
		const reasons = [{ code: 'UnknownMessage', message: 'No such message' }];
		const { client } = fakeGenesys(() => ok({ id: 'genesys-message-1', status: 'Failed', reasons }));
		await expect(sendReceipt(client, receipt(), NOW)).rejects.toMatchObject({
			code: 'receipt.refused',
			message: expect.stringContaining('No such message'),
			advice: expect.stringContaining('Message ID'),
		});
	});

	it.each([[''], [null], ['<html>'], [{ error: 'please log in' }]])('counts as not accepted if the response is %j', async (body) => {
		const { client } = fakeGenesys(() => ok(body));
		await expect(sendReceipt(client, receipt(), NOW)).rejects.toMatchObject({ code: 'unexpected.answer' });
	});

	it('names the missing permission', async () => {
		const { client } = fakeGenesys(() => lacks('conversation:message:receive'));
		await expect(sendReceipt(client, receipt(), NOW)).rejects.toMatchObject({
			advice: expect.stringContaining('conversation:message:receive'),
		});
	});
});
