import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { agentMessage, flowMessage, receipt, signatureOf, typing } from '../support/deliveries';
import { guardNetwork } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { failureOf, runAction } from '../support/runAction';
import { triggerServer } from '../support/runTrigger';
import { PREVIOUS_SECRET, StoredCredential } from '../support/storedCredential';

/** A delivery as n8n's Webhook node gives it with the option Raw Body. */
async function parse(
	body: string,
	{ parameters = {}, signature = signatureOf(body), credential }: { parameters?: INodeParameters; signature?: string; credential?: StoredCredential } = {},
) {
	return await runAction({
		operation: 'notification: parse',
		parameters,
		items: [{ headers: { 'x-hub-signature-256': signature }, body: {} }],
		files: { data: { data: Buffer.from(body).toString('base64'), mimeType: 'application/json' } },
		credential,
	});
}
const parseDelivery = async (delivery: IDataObject, parameters?: INodeParameters) => await parse(JSON.stringify(delivery), { parameters });
const locator = (value: string) => ({ __rl: true, mode: 'id', value });

describe('Notification: Parse', () => {
	guardNetwork();

	it('gives the event, paired with the item of the Webhook node', async () => {
		const output = await parseDelivery(agentMessage({ id: 'm-1', text: 'Grüße 👋' }));
		expect(output).toMatchObject([
			{ json: { event: 'agentMessage', messageId: 'm-1', customerId: 'customer-42', text: 'Grüße 👋', deduplicationKey: 'text:m-1' }, pairedItem: { item: 0 } },
		]);
		expect(output[0].json).not.toHaveProperty('raw');
	});

	it('passes on the events that are selected, and nothing for the others', async () => {
		const kinds = [agentMessage(), flowMessage(), typing(), receipt()];
		const events = async (selected: string[]) =>
			(await Promise.all(kinds.map(async (kind) => await parseDelivery(kind, { events: selected })))).flat().map(({ json }) => json.event);
		expect(await events(['agentMessage'])).toEqual(['agentMessage']);
		expect(await events(['flowMessage', 'typing', 'receipt'])).toEqual(['flowMessage', 'typing', 'receipt']);
	});

	it('adds the delivery as it came on request', async () => {
		const delivery = agentMessage();
		expect((await parseDelivery(delivery, { simplify: false }))[0].json.raw).toEqual(delivery);
	});

	it('takes deliveries signed with the previous secret while it is being changed', async () => {
		const body = JSON.stringify(agentMessage());
		const credential = new StoredCredential({ previousWebhookSecret: PREVIOUS_SECRET });
		expect(await parse(body, { signature: signatureOf(body, PREVIOUS_SECRET), credential })).toHaveLength(1);
	});

	const other = JSON.stringify(agentMessage());
	it.each([
		['a body that was changed after signing', 401, '{"a":1}', { signature: signatureOf('{"a":2}') }],
		['a request without a signature', 401, '{"a":1}', { signature: '' }],
		['signed rubbish', 400, 'rubbish', {}],
		['a delivery of another integration', 404, other, { parameters: { integrationId: locator('another') } }],
	])('refuses %s with the status that the trigger would answer', async (_, status, body, options) => {
		const failure = await failureOf(parse(body, options));
		expect(failure).toMatchObject({ httpCode: String(status) });
		expect(failure.description).toBeTruthy();
	});

	it('takes the deliveries of its integration, in whatever case its ID is written', async () => {
		expect(await parseDelivery(agentMessage(), { integrationId: locator(INTEGRATION.toUpperCase()) })).toHaveLength(1);
	});

	it('refuses everything while the credential has no webhook secret', async () => {
		const body = JSON.stringify(agentMessage());
		const failure = await failureOf(parse(body, { signature: signatureOf(body, ''), credential: new StoredCredential({ webhookSecret: '' }) }));
		expect(failure).toMatchObject({ httpCode: '401' });
	});

	it('says which option is missing when the Webhook node has not kept the bytes', async () => {
		const failure = await failureOf(runAction({ operation: 'notification: parse', items: [{ headers: {} }] }));
		expect(failure.description).toContain('Raw Body');
	});
});

describe('Notification: Parse and the trigger', () => {
	const start = triggerServer();

	it.each([
		['a text', agentMessage()],
		['quick replies', agentMessage({ type: 'Structured', content: [{ contentType: 'QuickReply', quickReply: { text: 'Yes', payload: 'y' } }] })],
		['a receipt', receipt('Failed')],
		['typing', typing()],
	])('give the same item for %s', async (_, delivery) => {
		const parameters = { events: ['agentMessage', 'receipt', 'typing'] };
		const trigger = start({ parameters });
		await trigger.deliver(delivery);
		const [{ json }] = await parseDelivery(delivery, parameters);
		expect(json).toEqual(trigger.started[0]);
	});
});
