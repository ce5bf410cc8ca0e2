import { setWebhook, updateIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';
import { integration, PATH } from './integrationSamples';

describe('changing an integration', () => {
	it('reads an unchanged name first, because Genesys Cloud requires it in every change', async () => {
		const changed = integration({ outboundNotificationWebhookUrl: 'https://n8n.example.org/2', webhookHeaders: { 'x-key': 'hidden' } });
		const { client, requests } = fakeGenesys(({ method }) => ok(method === 'GET' ? integration() : changed));
		expect(await updateIntegration(client, 'integration-1', { webhookUrl: 'https://n8n.example.org/2' })).toEqual({
			id: 'integration-1',
			name: 'Web chat',
			webhookUrl: 'https://n8n.example.org/2',
			webhookHeaders: ['x-key'],
			createStatus: 'Completed',
		});
		expect(requests).toEqual([
			{ method: 'GET', path: `${PATH}/integration-1` },
			{
				method: 'PATCH',
				path: `${PATH}/integration-1`,
				body: { name: 'Web chat', outboundNotificationWebhookUrl: 'https://n8n.example.org/2' },
			},
		]);
	});

	it('does not read the integration if the name is set', async () => {
		const { client, requests } = fakeGenesys(() => ok(integration({ name: 'New name' })));
		expect(await updateIntegration(client, 'integration-1', { name: 'New name' })).toMatchObject({ name: 'New name' });
		expect(requests.map(({ method }) => method)).toEqual(['PATCH']);
	});

	it('removes all headers for an empty object', async () => {
		const { client, requests } = fakeGenesys(() => ok(integration()));
		await updateIntegration(client, 'integration-1', { name: 'Web chat', webhookHeaders: {} });
		expect(requests[0].body).toEqual({ name: 'Web chat', webhookHeaders: {} });
	});

	it('fails with 404 for an unknown ID', async () => {
		const { client } = fakeGenesys(() => refusal(404, { code: 'not.found' }));
		await expect(updateIntegration(client, 'x', { webhookUrl: 'https://n8n.example.org/' })).rejects.toMatchObject({ status: 404, code: 'not.found' });
	});
});

describe('registering a URL', () => {
	const target = { id: 'integration-1', name: 'Web chat' };

	it('sends the URL, the secret, and the required name, and returns the time of the change', async () => {
		const { client, requests } = fakeGenesys(() => ok(integration({ dateModified: '2026-01-31T10:00:00.000Z' })));
		const secret = 'a secret for deliveries';
		expect(await setWebhook(client, target, { url: 'https://n8n.example.org/webhook/2', secret })).toBe('2026-01-31T10:00:00.000Z');
		expect(requests).toEqual([
			{
				method: 'PATCH',
				path: `${PATH}/integration-1`,
				body: {
					name: 'Web chat',
					outboundNotificationWebhookUrl: 'https://n8n.example.org/webhook/2',
					outboundNotificationWebhookSignatureSecretToken: secret,
				},
			},
		]);
	});

	it('keeps the secret if none is set', async () => {
		const { client, requests } = fakeGenesys(() => ok(integration()));
		await setWebhook(client, target, { url: 'https://n8n.example.org/' });
		expect(requests[0].body).toEqual({ name: 'Web chat', outboundNotificationWebhookUrl: 'https://n8n.example.org/' });
	});

	it('is retried after a broken connection', async () => {
		const { client, requests } = fakeGenesys(inTurn(brokenConnection(), ok(integration())));
		await setWebhook(client, target, { url: 'https://n8n.example.org/' });
		expect(requests).toHaveLength(2);
	});

	it('fails if another service responds, such as a proxy', async () => {
		const { client } = fakeGenesys(() => ok('<html>Welcome</html>'));
		await expect(setWebhook(client, target, { url: 'https://n8n.example.org/' })).rejects.toMatchObject({ code: 'unexpected.answer' });
	});

	it('names the missing permission', async () => {
		const { client } = fakeGenesys(() => lacks('messaging:integration:edit'));
		await expect(setWebhook(client, target, { url: 'https://n8n.example.org/' })).rejects.toMatchObject({
			message: expect.stringMatching(/^Register webhook: /),
			advice: expect.stringContaining('messaging:integration:edit'),
		});
	});
});
