import { CONVERSATION, conversationWith, customer, guardNetwork, INTEGRATION, showConversation, takeInbound } from './support/genesys';
import { runOnce } from './support/runAction';

guardNetwork();

const required = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42', text: 'I was charged twice' };

describe('Handover: Start', () => {
	it('hands over with integration, customer and text alone', async () => {
		const [sent] = [takeInbound()];
		showConversation(404);
		const output = await runOnce('handover: start', required);
		expect(sent).toEqual([
			{
				channel: {
					from: { id: 'customer-42', idType: 'Opaque' },
					messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
					time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
					metadata: { customAttributes: { reason: 'I was charged twice' } },
				},
				text: 'I was charged twice',
			},
		]);
		expect(output).toEqual({
			handover: {
				status: 'started',
				conversationId: CONVERSATION,
				messageId: 'genesys-message-1',
				customerId: 'customer-42',
				integrationId: INTEGRATION,
				startedAt: sent[0].channel.time,
				droppedAttributes: [],
			},
			sayNothingMore: true,
		});
	});
	void conversationWith; void customer;
});
