import { createIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { awaitIntegration } from '../../../../genesys/openMessaging/integrations';
import { unreachable } from '../../../../genesys/unreachable';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';
import { integration, PATH } from './integrationSamples';

const fields = { name: 'Web chat', webhookSecret: 'a secret for deliveries' };
const initiated = ok(integration({ createStatus: 'Initiated' }));

describe('creating an integration', () => {
	it('sends the fields, with a placeholder URL by default', async () => {
		const { client, requests } = fakeGenesys(inTurn(initiated, ok(integration())));
		expect(await createIntegration(client, fields)).toMatchObject({ id: 'integration-1', createStatus: 'Completed' });
		expect(requests).toEqual([
			{
				method: 'POST',
				path: PATH,
				body: {
					name: 'Web chat',
					outboundNotificationWebhookUrl: 'https://n8n.invalid',
					outboundNotificationWebhookSignatureSecretToken: 'a secret for deliveries',
				},
			},
			{ method: 'GET', path: `${PATH}/integration-1` },
		]);
	});

	it('sends headers and profiles in Genesys Cloud\'s format', async () => {
		const { client, requests } = fakeGenesys(() => ok(integration()));
		await createIntegration(client, {
			...fields,
			webhookUrl: 'https://n8n.example.org/',
			webhookHeaders: { 'x-tenant': 'one' },
			supportedContentId: 'content-1',
			messagingSettingId: 'setting-1',
		});
		expect(requests[0].body).toMatchObject({
			outboundNotificationWebhookUrl: 'https://n8n.example.org/',
			webhookHeaders: { 'x-tenant': 'one' },
			supportedContent: { id: 'content-1' },
			messagingSetting: { id: 'setting-1' },
		});
	});

	it.each([
		['the connection breaks', brokenConnection()],
		['a proxy times out', refusal(504)],
	])('is not retried if %s, and warns that it may have succeeded', async (_when, answer) => {
		const { client, requests } = fakeGenesys(() => answer);
		await expect(createIntegration(client, fields)).rejects.toMatchObject({
			advice: expect.stringMatching(/^The request may have succeeded, so check/),
		});
		expect(requests).toHaveLength(1);
	});

	it.each([
		['the host does not exist', unreachable('Genesys Cloud', 'ENOTFOUND'), 'Check'],
		['the role may not', lacks('messaging:integration:add'), 'Add the permission messaging:integration:add'],
	])('fails without this warning if %s', async (_when, answer, advice) => {
		const { client } = fakeGenesys(() => answer);
		await expect(createIntegration(client, fields)).rejects.toMatchObject({ advice: expect.stringMatching(`^${advice}`) });
	});

	it('keeps waiting while Genesys Cloud does not show the integration yet', async () => {
		const { client } = fakeGenesys(inTurn(initiated, refusal(404), ok(integration())));
		expect(await createIntegration(client, fields)).toMatchObject({ createStatus: 'Completed' });
	});

	it.each([
		['cannot be seen', lacks('messaging:integration:view')],
		['takes too long', initiated],
	])('succeeds if it %s, so that the workflow does not create a second one', async (_when, answer) => {
		const { client } = fakeGenesys(inTurn(initiated, answer));
		expect(await createIntegration(client, fields)).toMatchObject({ id: 'integration-1', createStatus: 'Initiated' });
	});

	it('fails with Genesys Cloud\'s reason', async () => {
		const failed = integration({ createStatus: 'Error', createError: { message: 'name taken' } });
		const { client } = fakeGenesys(inTurn(initiated, ok(failed)));
		await expect(createIntegration(client, fields)).rejects.toMatchObject({
			code: 'creation.failed',
			message: expect.stringContaining('name taken'),
		});
	});
});

describe('a new integration', () => {
	it('is awaited, because Genesys Cloud rejects every change until it is ready', async () => {
		const { client, pauses } = fakeGenesys(inTurn(initiated, initiated, ok(integration())));
		expect(await awaitIntegration(client, 'integration-1')).toMatchObject({ createStatus: 'Completed' });
		expect(pauses).toEqual([1000, 1000]);
	});

	it('is reported with the reason if its creation failed', async () => {
		const { client } = fakeGenesys(() =>
			ok(integration({ createStatus: 'Error', createError: { message: 'name taken' } })),
		);
		await expect(awaitIntegration(client, 'integration-1')).rejects.toMatchObject({
			code: 'creation.failed',
			message: 'Genesys Cloud couldn\'t create the integration "Web chat": name taken',
			advice: expect.stringContaining('integration-1'),
		});
	});

	it('is awaited for at most 20 seconds', async () => {
		const { client, pauses } = fakeGenesys(() => initiated);
		await expect(awaitIntegration(client, 'integration-1')).rejects.toMatchObject({ code: 'creation.unfinished' });
		expect(pauses).toEqual(Array<number>(20).fill(1000));
	});
});
