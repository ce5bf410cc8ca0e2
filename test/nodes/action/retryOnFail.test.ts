import type { INodeParameters } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, INBOUND, showConversation, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { runInEngine, type EngineRun } from '../support/runInEngine';

guardNetwork();

const parameters: INodeParameters = {
	integrationId: { __rl: true, mode: 'id', value: INTEGRATION },
	customerId: '={{ $json.customer }}',
	text: '={{ $json.text }}',
};
const refuseOnce = () => api().post(INBOUND).query(true).reply(400, { code: 'bad.request', message: 'No' });
const LONG = ['a', 'b', 'c'].map((letter) => letter.repeat(3000)).join(' ');

const run = async (changes: Partial<EngineRun>) => {
	const wanted = { operation: 'message: send', parameters, items: [{ customer: 'Ada', text: 'Hi' }], ...changes };
	return (await withoutWaiting(async () => await runInEngine({ ...wanted, node: { retryOnFail: true, ...changes.node } }))).result;
};

describe('Retry On Fail', () => {
	// The whole text went out again under other IDs, and the agent read its beginning twice.
	it('sends only the rest of a long text', async () => {
		const first = takeInbound();
		refuseOnce();
		const rest = takeInbound(2);
		const [[{ json }]] = await run({ items: [{ customer: 'Ada', text: LONG }] });
		expect([...first, ...rest].map(({ text }) => text?.[0])).toEqual(['a', 'b', 'c']);
		expect(json.messageIds).toHaveLength(3);
		expect(rest.map(({ channel }) => channel.messageId)).toEqual([2, 3].map((part) => `${first[0].channel.messageId}-part-${part}`));
	});

	// n8n runs the node again with all items.
	it('does not resend items before the failed one', async () => {
		const sent = takeInbound();
		refuseOnce();
		const again = takeInbound();
		const items = [1, 2].map((n) => ({ customer: 'Ada', text: `message ${n}` }));
		const [output] = await run({ items });
		expect([...sent, ...again].map(({ text }) => text)).toEqual(['message 1', 'message 2']);
		expect(output).toHaveLength(2);
	});

	it('does not resend items after a failed first item if the workflow continues on errors', async () => {
		refuseOnce();
		const sent = takeInbound(2);
		const items = [1, 2].map((n) => ({ customer: 'Ada', text: `message ${n}` }));
		const [output] = await run({ items, node: { onError: 'continueRegularOutput' } });
		expect(sent.map(({ text }) => text)).toEqual(['message 2', 'message 1']);
		expect(output.map(({ json }) => json.messageId)).toEqual(['genesys-message-2', 'genesys-message-1']);
	});

	it('does not restart handovers of a batch that have started', async () => {
		const sent = takeInbound();
		refuseOnce();
		const again = takeInbound();
		for (let look = 0; look < 3; look++) showConversation();
		const items = [1, 2].map((n) => ({ customer: 'Ada', text: `message ${n}` }));
		await run({ operation: 'handover: start', items });
		expect([...sent, ...again].map(({ text }) => text)).toEqual(['message 1', 'message 2']);
	});

	it('does not send a button response twice', async () => {
		const path = INBOUND.replace(/message$/, 'structured/response');
		const ids: string[] = [];
		const take = (status: number) =>
			api().post(path).reply(status, async (request: Request) => {
				ids.push(((await request.json()) as { channel: { messageId: string } }).channel.messageId);
				return { id: `genesys-${ids.length}` };
			});
		[200, 400, 200].forEach(take);
		const items = [1, 2].map((n) => ({ customer: 'Ada', text: `button ${n}` }));
		await run({ operation: 'message: sendButtonResponse', parameters: { ...parameters, originatingMessageId: 'm' }, items });
		expect(ids).toHaveLength(3);
		expect(ids[2]).toBe(ids[1]);
		expect(ids[1]).not.toBe(ids[0]);
	});
});

describe('the same text', () => {
	it('is sent each time that a workflow reaches the node', async () => {
		const sent = takeInbound(2);
		await run({ times: 2 });
		expect(new Set(sent.map(({ channel }) => channel.messageId)).size).toBe(2);
	});

	it('is sent for each item that has it', async () => {
		const sent = takeInbound(2);
		await run({ items: [{ customer: 'Ada', text: 'ok' }, { customer: 'Ada', text: 'ok' }] });
		expect(sent).toHaveLength(2);
	});

	it('is sent again by the next execution', async () => {
		const sent = takeInbound(2);
		await run({});
		await run({});
		expect(sent).toHaveLength(2);
	});

	it('is not sent again with the same Message ID', async () => {
		const sent = takeInbound();
		const own = { parameters: { ...parameters, messageId: 'web-17' } };
		expect(await run(own)).toEqual(await run(own));
		expect(sent).toHaveLength(1);
	});
});
