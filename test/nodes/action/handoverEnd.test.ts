import type { IDataObject } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, conversationWith, customer, guardNetwork, lacks } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { failureOf, runOnce } from '../support/runAction';

guardNetwork();

const end = async () => await runOnce('handover: end', { conversationId: CONVERSATION });
const read = () => api().get(`/api/v2/conversations/${CONVERSATION}`);
const MESSAGE_CONVERSATION = `/api/v2/conversations/messages/${CONVERSATION}`;

const agent: IDataObject = { id: 'p-agent', purpose: 'agent', messages: [{ id: 'c-2', state: 'connected' }] };
const live = conversationWith(customer('m'), agent);
const over = conversationWith({
	id: 'p-customer',
	purpose: 'customer',
	messages: [{ id: 'c-1', state: 'disconnected' }],
});
const ended = { conversationId: CONVERSATION, status: 'ended' };

describe('Handover: End', () => {
	it('disconnects the conversation and waits until it has ended', async () => {
		read().reply(200, live);
		api().patch(MESSAGE_CONVERSATION, { state: 'disconnected' }).reply(200, {});
		read().reply(200, over);
		expect(await end()).toEqual(ended);
	});

	it('succeeds if the conversation has already ended', async () => {
		read().reply(200, over);
		expect(await end()).toEqual(ended);
	});

	it('disconnects the participants one by one if disconnecting the conversation has no effect', async () => {
		read().times(4).reply(200, live);
		api().patch(MESSAGE_CONVERSATION).reply(200, {});
		api().patch(`${MESSAGE_CONVERSATION}/participants/p-customer`, { state: 'disconnected' }).reply(204);
		api().patch(`${MESSAGE_CONVERSATION}/participants/p-agent`, { state: 'disconnected' }).reply(204);
		read().reply(200, over);
		const { result } = await withoutWaiting(end);
		expect(result).toEqual(ended);
	});

	it('never returns "ended" for an open conversation', async () => {
		read().times(9).reply(200, live);
		api().patch(MESSAGE_CONVERSATION).reply(200, {});
		api()
			.patch(/\/participants\//)
			.times(2)
			.reply(204);
		const { result: failure } = await withoutWaiting(async () => await failureOf(end()));
		expect(failure.message).toContain('is still open');
	});

	it('reports an unknown conversation', async () => {
		api().persist().get(`/api/v2/conversations/${CONVERSATION}`).reply(404, { code: 'not.found', message: 'Not found', status: 404 });
		const { result: failure } = await withoutWaiting(async () => await failureOf(end()));
		expect(failure.message).toBe(`End handover: Genesys Cloud has no conversation ${CONVERSATION}`);
	});

	it('reports that the customer has no conversation', async () => {
		api().post('/api/v2/analytics/conversations/details/query').reply(200, { conversations: [] });
		const run = runOnce('handover: end', {
			findBy: 'customer',
			customerId: 'customer-42',
			integrationId: { __rl: true, mode: 'id', value: INTEGRATION },
		});
		expect((await failureOf(run)).message).toBe(
			'End handover: Genesys Cloud has no conversation with this customer on this integration',
		);
	});

	it('names the missing permission', async () => {
		read().reply(200, live);
		api().patch(MESSAGE_CONVERSATION).reply(403, lacks('conversation:communication:disconnect'));
		expect((await failureOf(end())).description).toContain('conversation:communication:disconnect');
	});
});
