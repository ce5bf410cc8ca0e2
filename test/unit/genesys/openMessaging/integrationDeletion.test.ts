import { deleteIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { brokenConnection, fakeGenesys, inTurn, lacks, ok, refusal } from '../fakeGenesys';
import { integration, PATH } from './integrationSamples';

const gone = refusal(404, { code: 'not.found', message: 'Not found' });
const there = ok(integration());

describe('deleting an integration', () => {
	it('takes until it is really gone', async () => {
		const { client, requests, pauses } = fakeGenesys(inTurn(ok(), there, there, gone));
		await deleteIntegration(client, 'integration-1');
		expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`DELETE ${PATH}/integration-1`,
			...Array<string>(3).fill(`GET ${PATH}/integration-1`),
		]);
		expect(pauses).toEqual([1000, 1000]);
	});

	it.each([[409], [412]])('that is in use (%i) says what to do', async (status) => {
		const { client } = fakeGenesys(() => refusal(status, { code: 'in.use', message: 'Still in use', contextId: 'context-1' }));
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({
			status,
			code: 'in.use',
			message: `Delete integration: Genesys Cloud returned ${status} – Still in use`,
			advice: expect.stringMatching(/Handover: End.*Message Routing.*Context ID: context-1\.$/),
		});
	});

	it('that is gone already is a 404', async () => {
		const { client } = fakeGenesys(() => gone);
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({ status: 404, code: 'not.found' });
	});

	it('after a broken connection looks whether it was carried out', async () => {
		const { client, requests } = fakeGenesys(inTurn(brokenConnection(), there, gone));
		await deleteIntegration(client, 'integration-1');
		expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
	});

	it('after a broken connection is a failure when it is still there', async () => {
		const { client } = fakeGenesys(inTurn(brokenConnection(), there));
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	it('is not waited for longer than a minute', async () => {
		const { client, pauses } = fakeGenesys(inTurn(ok(), there));
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({ code: 'deletion.unfinished' });
		expect(pauses).toHaveLength(60);
	});

	it('names the permission it needs', async () => {
		const { client } = fakeGenesys(() => lacks('messaging:integration:delete'));
		await expect(deleteIntegration(client, 'integration-1')).rejects.toMatchObject({
			advice: expect.stringContaining('messaging:integration:delete'),
		});
	});
});
