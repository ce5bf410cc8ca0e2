import { sendButtonResponse, type ButtonResponse } from '../../../../genesys/openMessaging/inbound';
import { SentMessages } from '../../../../genesys/openMessaging/sentMessages';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';

const NOW = new Date('2026-01-31T10:00:00.000Z');
const fresh = () => new SentMessages(() => NOW);

const response = (changes: Partial<ButtonResponse> = {}): ButtonResponse => ({
	integrationId: 'integration-1',
	customer: { id: 'customer-42', idType: 'Opaque' },
	type: 'QuickReply',
	text: 'Yes, please',
	payload: 'confirm',
	originatingMessageId: 'genesys-message-1',
	messageId: 'own-1',
	...changes,
});

describe('a button response', () => {
	it('is one call with the choice and its message', async () => {
		const { client, requests } = fakeGenesys(() => ok({ id: 'genesys-2' }));
		expect(await sendButtonResponse(client, response(), fresh())).toEqual({
			messageId: 'genesys-2',
			time: '2026-01-31T10:00:00.000Z',
		});
		expect(requests).toEqual([
			{
				method: 'POST',
				path: '/api/v2/conversations/messages/integration-1/inbound/open/structured/response',
				body: {
					channel: {
						from: { id: 'customer-42', idType: 'Opaque' },
						messageId: 'own-1',
						time: '2026-01-31T10:00:00.000Z',
					},
					buttonResponse: { type: 'QuickReply', text: 'Yes, please', payload: 'confirm' },
					originatingMessageId: 'genesys-message-1',
				},
			},
		]);
	});

	it('is retried after a failure with the same ID and time', async () => {
		const { client, requests } = fakeGenesys(inTurn(brokenConnection(), refusal(500), ok({ id: 'genesys-2' })));
		await sendButtonResponse(client, response(), fresh());
		expect(new Set(requests.map((request) => JSON.stringify(request))).size).toBe(1);
		expect(requests).toHaveLength(3);
	});

	it('is not sent again by a repeat in the same process unless it failed', async () => {
		const { client, requests } = fakeGenesys(inTurn(refusal(400), ok({ id: 'genesys-2' })));
		const sent = fresh();
		await expect(sendButtonResponse(client, response(), sent)).rejects.toMatchObject({ status: 400 });
		const first = await sendButtonResponse(client, response(), sent);
		expect(await sendButtonResponse(client, response(), sent)).toEqual(first);
		expect(requests).toHaveLength(2);
		await sendButtonResponse(client, response({ payload: 'other' }), sent);
		expect(requests).toHaveLength(3);
	});

	it.each([[''], ['<html>'], [{ error: 'please log in' }]])('counts as not sent if the response is %j', async (body) => {
		const { client } = fakeGenesys(() => ok(body));
		await expect(sendButtonResponse(client, response(), fresh())).rejects.toMatchObject({ code: 'unexpected.answer' });
	});

	it('names the missing permission', async () => {
		const { client } = fakeGenesys(() => lacks('conversation:message:receive'));
		await expect(sendButtonResponse(client, response(), fresh())).rejects.toMatchObject({
			message: expect.stringMatching(/^Send button response: /),
			advice: expect.stringContaining('conversation:message:receive'),
		});
	});
});
