import { deleteIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';
import { integration, PATH } from './integrationSamples';

const gone = refusal(404, { code: 'not.found', message: 'Not found' });
const there = ok(integration());

describe('deleting an integration', () => {
	it('waits until the integration is gone', async () => {
		const { client, requests, pauses } = fakeGenesys(inTurn(ok(), there, there, gone));
		await deleteIntegration(client, 'integration-1');
		expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`DELETE ${PATH}/integration-1`,
			...Array<string>(3).fill(`GET ${PATH}/integration-1`),
		]);
		expect(pauses).toEqual([1000, 1000]);
	});

	it.each([[409], [412]])('explains what to do if it is in use (%i)', async (status) => {
		const { client } = fakeGenesys(() => refusal(status, { code: 'in.use', message: 'Still in use', contextId: 'context-1' }));
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({
			status,
			code: 'in.use',
			message: `Delete integration: Genesys Cloud returned ${status} – Still in use`,
			advice: expect.stringMatching(/Handover: End.*Message Routing.*Context ID: context-1\.$/),
		});
	});

	it('fails with 404 if it is already gone', async () => {
		const { client } = fakeGenesys(() => gone);
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({ status: 404, code: 'not.found' });
	});

	it('checks after a broken connection whether it succeeded', async () => {
		const { client, requests } = fakeGenesys(inTurn(brokenConnection(), there, gone));
		await deleteIntegration(client, 'integration-1');
		expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
	});

	it('fails after a broken connection if the integration still exists', async () => {
		const { client } = fakeGenesys(inTurn(brokenConnection(), there));
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	it('waits no longer than a minute', async () => {
		const { client, pauses } = fakeGenesys(inTurn(ok(), there));
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({ code: 'deletion.unfinished' });
		expect(pauses).toHaveLength(60);
	});

	it('names the missing permission', async () => {
		const { client } = fakeGenesys(() => lacks('messaging:integration:delete'));
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({
			advice: expect.stringContaining('messaging:integration:delete'),
		});
	});
});
