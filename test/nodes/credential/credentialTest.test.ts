import '../../support/n8nEngine';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import nock from 'nock';
import { withoutWaiting } from '../../support/withoutWaiting';
import { action, trigger } from '../support/engine';
import { API, guardNetwork, lacks, LOGIN } from '../support/genesys';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

/** Runs the credential's test as n8n does. */
async function press(changes: ICredentialDataDecryptedObject = {}): Promise<INodeCredentialTestResult> {
	const { id, data } = new StoredCredential(changes);
	const test = action.methods.credentialTest.genesysCloudApiTest;
	return await test.call(new CredentialTestContext(), {
		id,
		name: 'Genesys Cloud account',
		type: 'genesysCloudApi',
		data,
	});
}

const giveToken = () =>
	nock(LOGIN).post('/oauth/token').reply(200, { access_token: 'fresh', token_type: 'bearer', expires_in: 86399 });

/** Each permission, and the call that Genesys rejects without it (source: permission lists of the platform SDK). */
const NEEDS: Array<[string, string, RegExp]> = [
	['messaging:integration:view', 'GET', /^\/api\/v2\/conversations\/messaging\/integrations\/open\?/],
	['messaging:integration:edit', 'PATCH', /^\/api\/v2\/conversations\/messaging\/integrations\/open\/[0-9a-f-]+/],
	['conversation:message:receive', 'POST', /^\/api\/v2\/conversations\/messages\/[0-9a-f-]+\/inbound\/open\/message/],
	['conversation:communication:view', 'GET', /^\/api\/v2\/conversations\/[0-9a-f-]{36}/],
	['conversation:communication:disconnect', 'PATCH', /^\/api\/v2\/conversations\/messages\/[0-9a-f-]+/],
	['analytics:conversationDetail:view', 'POST', /^\/api\/v2\/analytics\/conversations\/details\/query/],
	['routing:queue:view', 'GET', /^\/api\/v2\/routing\/queues\?/],
	['directory:user:view', 'GET', /^\/api\/v2\/users\/[0-9a-f-]+/],
];

/** Genesys with a role that lacks some permissions: 403 for these, 404 for objects that don't exist. */
function roleWithout(...missing: string[]): void {
	const authorized = nock(API, { reqheaders: { authorization: 'Bearer fresh' } });
	for (const [permission, method, path] of NEEDS) {
		const [status, body] = missing.includes(permission)
			? [403, lacks(permission)]
			: [404, { code: 'not.found', message: 'Not found' }];
		authorized.intercept(path, method).reply(status as number, body as Record<string, unknown>);
	}
}

describe("n8n's test of the credential", () => {
	it('is the same on both nodes', () => {
		expect(trigger.methods.credentialTest.genesysCloudApiTest).toBe(action.methods.credentialTest.genesysCloudApiTest);
	});

	it('succeeds with a token and all permissions', async () => {
		giveToken();
		roleWithout();
		expect(await press()).toEqual({ status: 'OK', message: 'Connected: token received, all permissions present' });
	});

	it('lists each missing permission with its purpose', async () => {
		giveToken();
		roleWithout('conversation:message:receive', 'directory:user:view');
		const { status, message } = await press();
		expect(status).toBe('Error');
		expect(message).toBe(
			'The token works, but the role of the OAuth client lacks: conversation:message:receive (Handover: Start; all operations of Message); ' +
				"directory:user:view (the agent's name and picture). Add the missing permissions in Admin › Roles / Permissions.",
		);
	});

	it.each(NEEDS)('reports a missing %s', async (permission) => {
		giveToken();
		roleWithout(permission);
		expect((await press()).message).toContain(`lacks: ${permission} (`);
	});

	it.each([
		[400, 'client not found', "doesn't recognize this Client ID", "the region is your organization's"],
		[
			401,
			'authentication failed',
			'recognizes the Client ID, but the Client Secret is wrong',
			'Copy the Client Secret again',
		],
	])('distinguishes an unknown client from a wrong secret: %i', async (status, description, happened, toDo) => {
		nock(LOGIN)
			.post('/oauth/token')
			.reply(status, { error: 'invalid_client', description, error_description: description });
		const result = await press();
		expect(result.status).toBe('Error');
		expect(result.message).toContain(`${LOGIN} ${happened}`);
		expect(result.message).toContain(toDo);
	});

	it.each([
		['ENOTFOUND', 'there is no such host'],
		['ECONNREFUSED', 'the connection was refused'],
		['CERT_HAS_EXPIRED', 'its certificate has expired'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', "n8n doesn't trust the issuer of its certificate"],
	])("explains why the region can't be reached: %s", async (code, reason) => {
		nock(LOGIN)
			.post('/oauth/token')
			.replyWithError(Object.assign(new Error(`connect ${code}`), { code }));
		const result = await press();
		expect(result.status).toBe('Error');
		expect(result.message).toContain(`login.mypurecloud.de can't be reached: ${reason}. Check the region`);
		expect(result.message).toContain('NODE_USE_ENV_PROXY=1');
	});

	it('rejects a page that answers 200', async () => {
		nock(LOGIN).post('/oauth/token').reply(200, '<html>Welcome</html>', { 'Content-Type': 'text/html' });
		const { status, message } = await press();
		expect([status, message]).toEqual(['Error', expect.stringContaining("returned no token: the response isn't from Genesys Cloud (HTTP status 200)")]);
		expect(message).not.toContain('<html>');
	});

	it('does not report missing permissions if Genesys is down', async () => {
		giveToken();
		nock(API).persist().get(/.*/).reply(500).post(/.*/).reply(500).patch(/.*/).reply(500);
		const { result } = await withoutWaiting(press);
		expect(result.status).toBe('Error');
		expect(result.message).toContain('Genesys Cloud returned 500');
		expect(result.message).not.toContain('lacks');
	});

	it.each<[ICredentialDataDecryptedObject, string]>([
		[{ webhookSecret: 'short' }, 'The webhook secret has only 5 characters. Enter at least 16 random characters'],
		[{ previousWebhookSecret: 'short too' }, 'The previous webhook secret has only 9 characters. Leave it empty'],
		[
			{ region: 'custom', customDomain: '' },
			'The region is set to Custom, but Custom Domain is empty. Enter a domain such as mypurecloud.de, or an origin',
		],
		[{ region: 'custom', customDomain: 'not a domain' }, 'Custom Domain "not a domain" isn\'t a domain.'],
	])('reports wrong fields before any call: %j', async (changes, message) => {
		const result = await press(changes);
		expect(result.status).toBe('Error');
		expect(result.message).toContain(message);
	});

	it('mentions a missing webhook secret without failing, because only the trigger needs it', async () => {
		giveToken();
		roleWithout();
		expect(await press({ webhookSecret: '' })).toMatchObject({ status: 'OK', message: expect.stringContaining('add a webhook secret') as string });
	});
});
