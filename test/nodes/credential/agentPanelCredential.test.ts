import nock from 'nock';
import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testPanelClient } from '../../../nodes/shared/panelCredential';
import { CLIENT, ORGANIZATION } from '../support/agentPanel';
import { API, guardNetwork } from '../support/genesys';

/** The test button of the credential Genesys Agent Panel API. */

guardNetwork();
const test = async (changes: object = {}) =>
	await testPanelClient.call({} as ICredentialTestFunctions, {
		id: '1', name: 'Agent panel', type: 'genesysAgentPanelApi', data: { region: 'mypurecloud.de', customDomain: '', clientId: CLIENT, organizationId: ORGANIZATION, ...changes },
	});

it('is content with two IDs and a region that answers, and says what it cannot know', async () => {
	nock(API).get('/api/v2/tokens/me').reply(401, { code: 'bad.credentials' });
	expect(await test()).toEqual({ status: 'OK', message: expect.stringContaining('shows when an agent opens the panel') as string });
});

it.each<[changes: object, words: string]>([
	[{ clientId: '' }, 'Client ID is empty. In Genesys Cloud, open Admin › Integrations › OAuth'],
	[{ organizationId: 'acme' }, 'Organization ID does not look like an ID'],
	[{ organizationId: CLIENT }, 'are the same'],
	[{ region: 'custom' }, 'Custom Domain is empty'],
	[{ clientId: 5 }, 'Client ID is empty'],
])('says what is wrong with %j, without a call', async (changes, words) => {
	expect(await test(changes)).toEqual({ status: 'Error', message: expect.stringContaining(words) as string });
});

it('says that the region does not answer as Genesys Cloud does', async () => {
	nock(API).get('/api/v2/tokens/me').reply(200, '<html>Welcome</html>');
	expect(await test()).toEqual({ status: 'Error', message: expect.stringContaining('api.mypurecloud.de didn\'t respond like Genesys Cloud (HTTP status 200)') as string });
});

it('says why the region cannot be reached', async () => {
	nock(API).get('/api/v2/tokens/me').replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
	expect(await test()).toEqual({ status: 'Error', message: expect.stringContaining('api.mypurecloud.de cannot be reached: the connection was refused') as string });
});
