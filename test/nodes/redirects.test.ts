import { CredentialTestContext } from 'n8n-core';
import { uploadWith } from '../../nodes/shared/plainRequest';
import { startRedirect } from '../support/redirects';
import { action } from './support/engine';
import { INTEGRATION } from './support/ids';
import { contextOf, failureOf, runOnce } from './support/runAction';
import { StoredCredential } from './support/storedCredential';

/** A redirect, followed, would hand the client secret, the access token or the customer's message to another host. */

const REDIRECTS = [301, 302, 303, 307, 308];

let hosts: Awaited<ReturnType<typeof startRedirect>>;
afterEach(async () => await hosts.close());

const credential = (accessToken?: string) =>
	new StoredCredential({ region: 'custom', customDomain: hosts.url, ...(accessToken === undefined ? {} : { accessToken }) });

const sendMessage = async (stored: StoredCredential) =>
	await runOnce(
		'message: send',
		{ integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42', text: 'my card is 4111' },
		stored,
	);

/** n8n's test button. */
const pressTest = async (stored: StoredCredential) =>
	await action.methods.credentialTest.genesysCloudApiTest.call(new CredentialTestContext(), {
		id: stored.id,
		name: 'Genesys Cloud account',
		type: 'genesysCloudApi',
		data: stored.data,
	});

const unexpected = (status: number) =>
	`the response isn't from Genesys Cloud (HTTP status ${status}, a redirect to ${new URL(hosts.elsewhere).host})`;

describe.each(REDIRECTS)('a redirect with status %i is not followed', (status) => {
	it('from the API host, with the token and the message', async () => {
		hosts = await startRedirect(status);
		const failure = await failureOf(sendMessage(credential()));
		expect(failure.message).toBe(`Send message: ${unexpected(status)}`);
		expect(failure.description).toContain('proxy');
		expect(hosts.reached).toEqual([]);
	});

	it('from the login host, with the client secret', async () => {
		hosts = await startRedirect(status);
		const failure = await failureOf(sendMessage(credential('')));
		expect(failure.message).toBe(`${hosts.url} returned no token: ${unexpected(status)}`);
		expect(hosts.reached).toEqual([]);
	});

	it('from the storage that takes a file', async () => {
		hosts = await startRedirect(status);
		const upload = uploadWith(contextOf({ operation: 'setup: provision' }).helpers, true);
		const error = await upload({ url: `${hosts.url}/file?signature=secret`, headers: {}, content: 'inboundShortMessage:' }, 'Publish the flow');
		expect(error).toMatchObject({ code: 'upload.failed', status });
		expect(hosts.reached).toEqual([]);
	});

	it('from either host when the credential is tested', async () => {
		hosts = await startRedirect(status);
		expect(await pressTest(credential(''))).toMatchObject({ status: 'Error' });
		expect(hosts.reached).toEqual([]);
		await hosts.close();
		hosts = await startRedirect(status, { '/oauth/token': { access_token: 'given' } });
		expect(await pressTest(credential(''))).toMatchObject({ status: 'Error', message: expect.stringContaining(unexpected(status)) });
		expect(hosts.reached).toEqual([]);
	});
});
