import { getIntegration, listAllIntegrations, listIntegrations } from '../../../../genesys/openMessaging/integrations';
import { fakeGenesys, lacks, ok, refusal, type Answer } from '../fakeGenesys';
import { integration, PATH } from './integrationSamples';

describe('the list of integrations', () => {
	it('is read page by page', async () => {
		const { client, requests } = fakeGenesys(() => ok({ entities: [integration()], pageCount: 2 }));
		expect(await listIntegrations(client, 1)).toMatchObject({
			entities: [{ id: 'integration-1', name: 'Web chat', webhookUrl: 'https://n8n.example.org/webhook/1' }],
			pageCount: 2,
		});
		expect(requests).toEqual([{ method: 'GET', path: PATH, query: { pageSize: 100, pageNumber: 1 } }]);
	});

	it('omits anything that is not an integration', async () => {
		const { client } = fakeGenesys(() => ok({ entities: [null, {}, 'x', { id: 'bare' }] }));
		expect((await listIntegrations(client, 1)).entities).toEqual([
			{ id: 'bare', name: 'bare', webhookUrl: '', webhookHeaders: [], createStatus: 'Completed' },
		]);
	});

	it.each([[''], ['<html>'], [{ error: 'please log in' }]])('is an error rather than empty if the response is %j', async (body) => {
		const { client } = fakeGenesys(() => ok(body));
		await expect(listIntegrations(client, 1)).rejects.toMatchObject({ code: 'unexpected.answer' });
	});

	it('names the missing permission', async () => {
		const { client } = fakeGenesys(() => lacks('messaging:integration:view'));
		await expect(listIntegrations(client, 1)).rejects.toMatchObject({
			advice: expect.stringContaining('messaging:integration:view'),
		});
	});
});

describe('one integration', () => {
	it('is read by its ID', async () => {
		const { client, requests } = fakeGenesys(() => ok(integration()));
		expect(await getIntegration(client, 'integration-1')).toMatchObject({ id: 'integration-1' });
		expect(requests[0].path).toBe(`${PATH}/integration-1`);
	});

	it('fails with 404 for an unknown ID', async () => {
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

describe('all integrations', () => {
	const names = ['Web chat', 'WhatsApp', 'web CHAT 2', 'Telegram'];
	/** Two pages of two. */
	const pages: Answer = ({ query }) => {
		const first = (Number(query?.pageNumber) - 1) * 2;
		return ok({ entities: names.slice(first, first + 2).map((name, index) => ({ id: `id-${first + index}`, name })), pageCount: 2 });
	};
	const namesOf = (integrations: Array<{ name: string }>) => integrations.map(({ name }) => name);

	it('are read to the last page', async () => {
		const { client, requests } = fakeGenesys(pages);
		expect(namesOf(await listAllIntegrations(client))).toEqual(names);
		expect(requests).toHaveLength(2);
	});

	it('are filtered by part of their name, case-insensitively', async () => {
		const { client } = fakeGenesys(pages);
		expect(namesOf(await listAllIntegrations(client, { nameContains: 'Chat' }))).toEqual(['Web chat', 'web CHAT 2']);
	});

	it('are read only up to the limit', async () => {
		const { client, requests } = fakeGenesys(pages);
		expect(namesOf(await listAllIntegrations(client, { limit: 1 }))).toEqual(['Web chat']);
		expect(requests).toHaveLength(1);
	});
});
