import nock from 'nock';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, INBOUND, LOGIN, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { failureOf, runAction, runOnce } from '../support/runAction';
import { STORED, StoredCredential } from '../support/storedCredential';

guardNetwork();

const RENEWED = 'renewed-access';
const parameters = {
	integrationId: { __rl: true, mode: 'id', value: INTEGRATION },
	customerId: 'customer-42',
	text: 'Hi',
};
const send = async (credential: StoredCredential, customerId = 'customer-42') =>
	await runOnce('message: send', { ...parameters, customerId }, credential);

const expired = {
	code: 'credentials.expired',
	message: 'The supplied credentials are expired and cannot be used.',
	status: 401,
};
const refuseStored = (times = 1) => api(STORED).post(INBOUND).query(true).times(times).reply(401, expired);
const takeRenewed = (times = 1) =>
	api(RENEWED).post(INBOUND).query(true).times(times).reply(200, { id: 'genesys-message-1' });
const giveToken = (scope = nock(LOGIN)) =>
	scope
		.post('/oauth/token', { grant_type: 'client_credentials' })
		.reply(200, { access_token: RENEWED, token_type: 'bearer', expires_in: 86399 });

describe('the access token', () => {
	it('fetches the first token with the client-credentials grant and stores it in the credential', async () => {
		const credential = new StoredCredential({ accessToken: '', clientId: 'first use' });
		giveToken(nock(LOGIN, { reqheaders: { authorization: `Basic ${btoa('first use:the right one')}` } }));
		takeRenewed();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
		expect(credential.token).toBe(RENEWED);
	});

	it('uses a stored token without requesting another', async () => {
		const credential = new StoredCredential();
		takeInbound();
		await send(credential);
		expect(credential.token).toBe(STORED);
	});

	it('renews an expired token and sends the message once', async () => {
		const credential = new StoredCredential();
		refuseStored();
		giveToken();
		takeRenewed();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
		expect(credential).toMatchObject({ token: RENEWED, data: { clientSecret: 'the right one' } });
	});

	it('fetches one token for thirty simultaneous executions with an expired one', async () => {
		const credential = new StoredCredential();
		refuseStored(30);
		takeRenewed(30);
		giveToken();
		const outputs = await Promise.all(Array.from({ length: 30 }, async (_, n) => await send(credential, `customer-${n}`)));
		expect(outputs).toHaveLength(30);
		expect(credential.token).toBe(RENEWED);
	});

	it('reuses a token that another execution has renewed', async () => {
		const credential = new StoredCredential();
		refuseStored();
		giveToken();
		takeRenewed();
		await send(credential);
		credential.token = STORED;
		refuseStored();
		takeRenewed();
		await send(credential);
	});

	it('never uses the token of a client with another secret', async () => {
		const credential = new StoredCredential({ clientId: 'shared client' });
		refuseStored();
		giveToken();
		takeRenewed();
		await send(credential);
		const mistyped = new StoredCredential({
			clientId: 'shared client',
			clientSecret: 'the wrong one',
			accessToken: '',
		});
		nock(LOGIN)
			.post('/oauth/token')
			.reply(401, { error: 'invalid_client', error_description: 'authentication failed' });
		expect((await failureOf(send(mistyped))).message).toContain('the Client Secret is wrong');
	});
});

describe('a failed login', () => {
	it.each([
		['the client is unknown', 400, 'client not found', `${LOGIN} doesn't recognize this Client ID`],
		[
			'the secret is wrong',
			401,
			'authentication failed',
			`${LOGIN} recognizes the Client ID, but the Client Secret is wrong`,
		],
	])('explains the problem and the fix: %s', async (_case, status, description, message) => {
		const credential = new StoredCredential({ accessToken: '' });
		nock(LOGIN)
			.post('/oauth/token')
			.reply(status, { error: 'invalid_client', description, error_description: description });
		const failure = await failureOf(send(credential));
		expect(failure.message).toBe(message);
		expect(failure.description).toMatch(/copy the Client (ID|Secret) again/i);
		expect(credential.data.accessToken).toBe('');
	});

	it('names a host that cannot be found', async () => {
		const credential = new StoredCredential({ accessToken: '', region: 'custom', customDomain: 'mypurecloud.example' });
		nock('https://login.mypurecloud.example')
			.post('/oauth/token')
			.times(5)
			.replyWithError(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
		const { result: failure } = await withoutWaiting(async () => await failureOf(send(credential)));
		expect(failure.message).toBe("Send message: login.mypurecloud.example can't be reached: there is no such host");
		expect(failure.description).toContain('Check the region');
	});

	it('names the field of a missing custom domain', async () => {
		const credential = new StoredCredential({ accessToken: '', region: 'custom', customDomain: ' ' });
		expect(await failureOf(send(credential))).toMatchObject({
			message: 'The region is set to Custom, but Custom Domain is empty',
			description: expect.stringContaining('Enter a domain such as mypurecloud.de'),
		});
	});

	it('stops if Genesys rejects both the old and the new token', async () => {
		const credential = new StoredCredential();
		refuseStored();
		giveToken();
		api(RENEWED).post(INBOUND).query(true).reply(401, expired);
		const failure = await failureOf(send(credential));
		expect(failure.message).toBe('Genesys Cloud rejected both the stored access token and a new one');
		expect(failure.description).toContain('is active and that the region is correct');
	});
});

// It returns the 401 instead of throwing it, and doesn't renew the token.
describe('an expired access token in n8n before 2.10', () => {
	const HARMLESS = '/api/v2/tokens/me';
	const refuseCheck = () => api(STORED).get(HARMLESS).reply(401, expired);
	const send = async (credential: StoredCredential) => {
		const [{ json }] = await runAction({ operation: 'message: send', parameters, credential, isBefore210: true });
		return json;
	};

	it('renews the token with a call that changes nothing, and sends the message once', async () => {
		const credential = new StoredCredential();
		refuseStored();
		refuseCheck();
		giveToken();
		api(RENEWED).get(HARMLESS).reply(200, {});
		takeRenewed();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
		expect(credential.token).toBe(RENEWED);
	});

	it('does not renew a token that another execution has renewed', async () => {
		const credential = new StoredCredential();
		refuseStored();
		api(STORED).get(HARMLESS).reply(200, {});
		takeInbound();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
	});

	it('renews only once, and explains that the client was deactivated', async () => {
		const credential = new StoredCredential();
		refuseStored();
		refuseCheck();
		giveToken();
		api(RENEWED).get(HARMLESS).reply(200, {});
		api(RENEWED).post(INBOUND).query(true).reply(401, expired);
		const failure = await failureOf(send(credential));
		expect(failure.message).toBe('Genesys Cloud rejected both the stored access token and a new one');
	});

	it("reports the login's error if the token cannot be renewed", async () => {
		const credential = new StoredCredential();
		refuseStored();
		refuseCheck();
		nock(LOGIN).post('/oauth/token').reply(401, { error: 'invalid_client', error_description: 'authentication failed' });
		expect((await failureOf(send(credential))).message).toContain('the Client Secret is wrong');
	});

	it('retries that call after a rate limit', async () => {
		const credential = new StoredCredential();
		refuseStored();
		api(STORED).get(HARMLESS).reply(429, {});
		refuseStored();
		refuseCheck();
		giveToken();
		api(RENEWED).get(HARMLESS).reply(200, {});
		takeRenewed();
		const { result } = await withoutWaiting(async () => await send(credential));
		expect(result).toMatchObject({ messageId: 'genesys-message-1' });
	});
});
