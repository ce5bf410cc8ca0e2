import {
	awaitIntegration,
	getIntegration,
	listIntegrations,
	setWebhook,
} from '../../../../genesys/openMessaging/integrations';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';

const PATH = '/api/v2/conversations/messaging/integrations/open';

const integration = (changes: object = {}) => ({
	id: 'integration-1',
	name: 'Web chat',
	outboundNotificationWebhookUrl: 'https://n8n.example.org/webhook/1',
	createStatus: 'Completed',
	...changes,
});

describe('the list of integrations', () => {
	it('is read page by page', async () => {
		const { client, requests } = fakeGenesys(() => ok({ entities: [integration()], pageCount: 2 }));
		expect(await listIntegrations(client, 1)).toMatchObject({
			integrations: [{ id: 'integration-1', name: 'Web chat', webhookUrl: 'https://n8n.example.org/webhook/1' }],
			pageCount: 2,
		});
		expect(requests).toEqual([{ method: 'GET', path: PATH, query: { pageSize: 100, pageNumber: 1 } }]);
	});

	it('leaves out what is no integration', async () => {
		const { client } = fakeGenesys(() => ok({ entities: [null, {}, 'x', { id: 'bare' }] }));
		expect((await listIntegrations(client, 1)).integrations).toEqual([
			{ id: 'bare', name: 'bare', webhookUrl: '', createStatus: 'Completed', createError: undefined },
		]);
	});

	it('names the permission it needs', async () => {
		const { client } = fakeGenesys(() => lacks('messaging:integration:view'));
		await expect(listIntegrations(client, 1)).rejects.toMatchObject({
			advice: expect.stringContaining('messaging:integration:view'),
		});
	});
});

describe('one integration', () => {
	it('is read by its id, which cannot lead to another path', async () => {
		const { client, requests } = fakeGenesys(() => ok(integration()));
		expect(await getIntegration(client, 'a/b')).toMatchObject({ id: 'integration-1' });
		expect(requests[0].path).toBe(`${PATH}/a%2Fb`);
	});

	it('that does not exist is a 404', async () => {
		const { client } = fakeGenesys(() => refusal(404, { code: 'not.found' }));
		await expect(getIntegration(client, 'x')).rejects.toMatchObject({
			status: 404,
			message: expect.stringMatching(/^Get integration: /),
		});
	});

	it.each([['<html>login</html>'], [''], [{ name: 'no id' }]])(
		'%j is said to be none: the host may be something else',
		async (body) => {
			const { client } = fakeGenesys(() => ok(body));
			await expect(getIntegration(client, 'x')).rejects.toMatchObject({
				code: 'unexpected.answer',
				advice: expect.stringContaining('region'),
			});
		},
	);
});

describe('an integration that has just been created', () => {
	const initiated = ok(integration({ createStatus: 'Initiated' }));

	it('is waited for, since Genesys refuses every change until then', async () => {
		const { client, pauses } = fakeGenesys(inTurn(initiated, initiated, ok(integration())));
		expect(await awaitIntegration(client, 'integration-1')).toMatchObject({ createStatus: 'Completed' });
		expect(pauses).toEqual([1000, 1000]);
	});

	it('whose creation failed is told with the reason', async () => {
		const { client } = fakeGenesys(() =>
			ok(integration({ createStatus: 'Error', createError: { message: 'name taken' } })),
		);
		await expect(awaitIntegration(client, 'integration-1')).rejects.toMatchObject({
			code: 'creation.failed',
			message: 'Genesys Cloud could not create the integration "Web chat": name taken',
		});
	});

	it('is not waited for longer than 20 seconds', async () => {
		const { client, pauses } = fakeGenesys(() => initiated);
		await expect(awaitIntegration(client, 'integration-1')).rejects.toMatchObject({ code: 'creation.unfinished' });
		expect(pauses).toEqual(Array<number>(20).fill(1000));
	});
});

describe('registering an address', () => {
	const target = { id: 'integration-1', name: 'Web chat' };

	it('sends the address, the secret and the name, without which Genesys refuses the change', async () => {
		const { client, requests } = fakeGenesys(() => ok());
		const secret = 'a secret for deliveries';
		await setWebhook(client, target, { url: 'https://n8n.example.org/webhook/2', secret });
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

	it('leaves the secret alone where none is given', async () => {
		const { client, requests } = fakeGenesys(() => ok());
		await setWebhook(client, target, { url: 'https://n8n.example.org/' });
		expect(requests[0].body).toEqual({ name: 'Web chat', outboundNotificationWebhookUrl: 'https://n8n.example.org/' });
	});

	it('is repeated after a broken connection, since a second time does no harm', async () => {
		const { client, requests } = fakeGenesys(inTurn(brokenConnection(), ok()));
		await setWebhook(client, target, { url: 'https://n8n.example.org/' });
		expect(requests).toHaveLength(2);
	});

	it('names the permission it needs', async () => {
		const { client } = fakeGenesys(() => lacks('messaging:integration:edit'));
		await expect(setWebhook(client, target, { url: 'https://n8n.example.org/' })).rejects.toMatchObject({
			message: expect.stringMatching(/^Register webhook: /),
			advice: expect.stringContaining('messaging:integration:edit'),
		});
	});
});
