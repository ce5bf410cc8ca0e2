import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, INTEGRATIONS, lacks } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { item, shown } from '../support/integration';
import { failureOf, runAction, runOnce } from '../support/runAction';
import { SECRET, StoredCredential } from '../support/storedCredential';

/** Integration: Create, Get, Update and Delete. */

guardNetwork();

const ONE = `${INTEGRATIONS}/${INTEGRATION}`;
const byId = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION } };
const notFound = { code: 'not.found', message: 'The integration was not found.', status: 404 };

/** Mocks one change or creation, and returns the request body. */
function take(method: 'POST' | 'PATCH', answer = shown()): IDataObject[] {
	const sent: IDataObject[] = [];
	api()
		.intercept(method === 'POST' ? INTEGRATIONS : ONE, method)
		.reply(200, async (request: Request) => {
			sent.push((await request.json()) as IDataObject);
			return answer;
		});
	return sent;
}

describe('Integration: Create', () => {
	it("sends the credential's secret, and returns the finished integration without it", async () => {
		const sent = take('POST', shown({ createStatus: 'Initiated' }));
		api().get(ONE).reply(200, shown());
		const { result, waitedMs } = await withoutWaiting(async () => await runOnce('integration: create', { name: 'Web chat' }));
		expect(sent).toEqual([
			{
				name: 'Web chat',
				outboundNotificationWebhookUrl: 'https://n8n.invalid',
				outboundNotificationWebhookSignatureSecretToken: SECRET,
			},
		]);
		expect(waitedMs).toBeGreaterThanOrEqual(1000);
		expect(result).toEqual(item);
	});

	it.each<[string, INodeParameters | INodeParameters[] | string]>([
		['pairs', [{ key: 'X-Tenant', value: 'one' }]],
		['an object', { 'X-Tenant': 'one' }],
		['JSON text', '{ "X-Tenant": "one" }'],
	])('accepts headers as %s', async (_form, webhookHeaders) => {
		const sent = take('POST');
		const options = { webhookUrl: 'https://n8n.acme.io/webhook/1', supportedContentId: 'c', messagingSettingId: 'm', webhookHeaders };
		await runOnce('integration: create', { name: 'Web chat', options });
		expect(sent).toMatchObject([
			{
				outboundNotificationWebhookUrl: 'https://n8n.acme.io/webhook/1',
				supportedContent: { id: 'c' },
				messagingSetting: { id: 'm' },
				webhookHeaders: { 'X-Tenant': 'one' },
			},
		]);
	});

	it.each<[string, INodeParameters, string]>([
		['without a name', { name: '' }, '"Name" is empty'],
		['for an address inside the network', { options: { webhookUrl: 'https://10.0.0.1/' } }, "Genesys Cloud can't deliver to https://10.0.0.1/: it's inside your own network"],
		['with a header that is none', { options: { webhookHeaders: { 'X Key': 'a' } } }, '"X Key" isn\'t a valid header name'],
		['with a value that no header has', { options: { webhookHeaders: { 'X-Key': 'a\nb' } } }, 'The value of the header "X-Key" contains characters that a header can\'t have'],
		['with something else for headers', { options: { webhookHeaders: 'X-Key: a' } }, "The webhook headers aren't a JSON object"],
	])('is rejected %s, before any call', async (_case, changes, message) => {
		const failure = await failureOf(runOnce('integration: create', { name: 'Web chat', ...changes }));
		expect(failure.message).toBe(message);
	});

	it.each([
		['', 'The credential has no webhook secret'],
		['fifteen letters', 'The webhook secret has only 15 characters'],
	])('is rejected with the secret %j, before any call', async (webhookSecret, message) => {
		const run = runOnce('integration: create', { name: 'Web chat' }, new StoredCredential({ webhookSecret }));
		expect((await failureOf(run)).message).toBe(message);
	});

	it('is tried only once, and warns after a broken connection that the integration may exist', async () => {
		api().post(INTEGRATIONS).replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
		const failure = await failureOf(runOnce('integration: create', { name: 'Web chat' }));
		expect(failure.description).toMatch(/^The request may have succeeded, so check/);
	});
});

describe('Integration: Get', () => {
	it('returns neither the secret nor the values of headers', async () => {
		api().get(ONE).reply(200, shown());
		expect(await runOnce('integration: get', byId)).toEqual(item);
	});

	it('fails with not.found for an unknown ID', async () => {
		api().get(ONE).reply(404, notFound);
		const [{ json }] = await runAction({ operation: 'integration: get', parameters: byId, node: { onError: 'continueRegularOutput' } });
		expect(json.error).toMatchObject({ code: 'not.found', status: 404 });
	});
});

describe('Integration: Update', () => {
	it('changes the given fields, and repeats the name for Genesys Cloud', async () => {
		api().get(ONE).reply(200, shown());
		const sent = take('PATCH', shown({ messagingSetting: { id: 'm' } }));
		const output = await runOnce('integration: update', { ...byId, updateFields: { messagingSettingId: 'm' } });
		expect(sent).toEqual([{ name: 'Web chat', messagingSetting: { id: 'm' } }]);
		expect(output).toEqual({ ...item, messagingSetting: { id: 'm' } });
	});

	it('removes all headers on {}', async () => {
		const sent = take('PATCH');
		await runOnce('integration: update', { ...byId, updateFields: { name: 'Web chat', webhookHeaders: '{}' } });
		expect(sent).toEqual([{ name: 'Web chat', webhookHeaders: {} }]);
	});

	it('keeps the headers if an expression returns nothing', async () => {
		const sent = take('PATCH');
		await runOnce('integration: update', { ...byId, updateFields: { name: 'Web chat', webhookHeaders: '={{ null }}' } });
		expect(sent).toEqual([{ name: 'Web chat' }]);
	});

	it("registers the credential's secret immediately on Replace", async () => {
		const sent = take('PATCH');
		await runOnce('integration: update', { ...byId, webhookSecret: 'replace', updateFields: { name: 'Web chat' } });
		expect(sent).toEqual([{ name: 'Web chat', outboundNotificationWebhookSignatureSecretToken: SECRET }]);
	});

	it.each([
		['none', ''],
		['one too short to count', 'fifteen letters'],
		['the very same', SECRET],
	])('rejects Rotate if the previous secret in the credential is %s', async (_case, previousWebhookSecret) => {
		const credential = new StoredCredential({ previousWebhookSecret });
		const failure = await failureOf(runOnce('integration: update', { ...byId, webhookSecret: 'rotate' }, credential));
		expect(failure.message).toContain('The credential has no previous webhook secret');
		expect(failure.description).toContain('Previous Webhook Secret');
	});

	it.each([[{}], [{ name: '' }]])('rejects %j, which changes nothing', async (updateFields) => {
		const failure = await failureOf(runOnce('integration: update', { ...byId, updateFields }));
		expect(failure.message).toBe("There's nothing to change");
	});
});

describe('Integration: Delete', () => {
	const run = async () => await runOnce('integration: delete', byId);

	it('succeeds when the integration is gone', async () => {
		api().delete(ONE).reply(204);
		api().get(ONE).reply(200, shown());
		api().get(ONE).reply(404, notFound);
		const { result } = await withoutWaiting(run);
		expect(result).toEqual({ integrationId: INTEGRATION, deleted: true });
	});

	it('explains how to delete an integration that is in use', async () => {
		api().delete(ONE).reply(412, { code: 'precondition.failed', message: 'The integration has active conversations.' });
		const failure = await failureOf(run());
		expect(failure.message).toBe('Delete integration: Genesys Cloud returned 412 – The integration has active conversations.');
		expect(failure.description).toContain('Handover: End');
	});

	it('names the missing permission', async () => {
		api().delete(ONE).reply(403, lacks('messaging:integration:delete'));
		expect((await failureOf(run())).description).toContain('messaging:integration:delete');
	});
});
