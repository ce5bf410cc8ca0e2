import nock from 'nock';
import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testPanelClient } from '../../../nodes/shared/panelCredential';
import { CLIENT, ORGANIZATION } from '../support/agentPanel';
import { API, guardNetwork } from '../support/genesys';

/** The credential test of Genesys Agent Panel API. */

guardNetwork();
const test = async (changes: object = {}) =>
	await testPanelClient.call({} as ICredentialTestFunctions, {
		id: '1', name: 'Agent panel', type: 'genesysAgentPanelApi', data: { region: 'mypurecloud.de', customDomain: '', clientId: CLIENT, organizationId: ORGANIZATION, ...changes },
	});

it('accepts two IDs and a responding region, and states what it did not check', async () => {
	nock(API).get('/api/v2/tokens/me').reply(401, { code: 'bad.credentials' });
	expect(await test()).toEqual({ status: 'OK', message: expect.stringContaining('open the panel as an agent') as string });
});

it.each<[changes: object, words: string]>([
	[{ clientId: '' }, 'Client ID is empty. In Genesys Cloud, go to Admin › Integrations › OAuth'],
	[{ organizationId: 'acme' }, "Organization ID isn't a Genesys Cloud ID"],
	[{ organizationId: CLIENT }, 'are the same'],
	[{ region: 'custom' }, 'Custom Domain is empty'],
	[{ clientId: 5 }, 'Client ID is empty'],
])('explains what is wrong with %j without a call', async (changes, words) => {
	expect(await test(changes)).toEqual({ status: 'Error', message: expect.stringContaining(words) as string });
});

it('reports that the region does not respond like Genesys Cloud', async () => {
	nock(API).get('/api/v2/tokens/me').reply(200, '<html>Welcome</html>');
	expect(await test()).toEqual({ status: 'Error', message: expect.stringContaining('api.mypurecloud.de didn\'t respond like Genesys Cloud (HTTP status 200)') as string });
});

it('explains why the region cannot be reached', async () => {
	nock(API).get('/api/v2/tokens/me').replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
	expect(await test()).toEqual({ status: 'Error', message: expect.stringContaining("api.mypurecloud.de can't be reached: the connection was refused") as string });
});
