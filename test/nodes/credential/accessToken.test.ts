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
	it('is fetched with the client-credentials grant when there is none yet, and kept in the credential', async () => {
		const credential = new StoredCredential({ accessToken: '', clientId: 'first use' });
		giveToken(nock(LOGIN, { reqheaders: { authorization: `Basic ${btoa('first use:the right one')}` } }));
		takeRenewed();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
		expect(credential.token).toBe(RENEWED);
	});

	it('that is stored is used without asking for another', async () => {
		const credential = new StoredCredential();
		takeInbound();
		await send(credential);
		expect(credential.token).toBe(STORED);
	});

	it('that has expired is renewed, and the message goes out once', async () => {
		const credential = new StoredCredential();
		refuseStored();
		giveToken();
		takeRenewed();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
		expect(credential).toMatchObject({ token: RENEWED, data: { clientSecret: 'the right one' } });
	});

	it('is fetched once for thirty executions that find it expired at the same moment', async () => {
		const credential = new StoredCredential();
		refuseStored(30);
		takeRenewed(30);
		giveToken();
		const outputs = await Promise.all(Array.from({ length: 30 }, async (_, n) => await send(credential, `customer-${n}`)));
		expect(outputs).toHaveLength(30);
		expect(credential.token).toBe(RENEWED);
	});

	it('that one execution has renewed serves another that still had the old one', async () => {
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

	it('of a client with a wrong secret is never taken from one with the right secret', async () => {
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

describe('no access token', () => {
	it.each([
		['the client is unknown', 400, 'client not found', `${LOGIN} does not know this Client ID`],
		[
			'the secret is wrong',
			401,
			'authentication failed',
			`${LOGIN} knows the Client ID, but the Client Secret is wrong`,
		],
	])('%s: the message says so, and what to do', async (_case, status, description, message) => {
		const credential = new StoredCredential({ accessToken: '' });
		nock(LOGIN)
			.post('/oauth/token')
			.reply(status, { error: 'invalid_client', description, error_description: description });
		const failure = await failureOf(send(credential));
		expect(failure.message).toBe(message);
		expect(failure.description).toMatch(/copy the Client (ID|Secret) again/i);
		expect(credential.data.accessToken).toBe('');
	});

	it('the host cannot be found: the message names it', async () => {
		const credential = new StoredCredential({ accessToken: '', region: 'custom', customDomain: 'mypurecloud.example' });
		nock('https://login.mypurecloud.example')
			.post('/oauth/token')
			.times(5)
			.replyWithError(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
		const { result: failure } = await withoutWaiting(async () => await failureOf(send(credential)));
		expect(failure.message).toBe('Send message: login.mypurecloud.example cannot be reached: there is no such host');
		expect(failure.description).toContain('Check the region');
	});

	it('the custom domain is missing: the message says which field', async () => {
		const credential = new StoredCredential({ accessToken: '', region: 'custom', customDomain: ' ' });
		expect(await failureOf(send(credential))).toMatchObject({
			message: 'The region is set to Custom, but Custom Domain is empty',
			description: expect.stringContaining('Enter a domain such as mypurecloud.de'),
		});
	});

	it('Genesys takes neither the old nor a new one: no endless loop', async () => {
		const credential = new StoredCredential();
		refuseStored();
		giveToken();
		api(RENEWED).post(INBOUND).query(true).reply(401, expired);
		const failure = await failureOf(send(credential));
		expect(failure.message).toBe('Genesys Cloud rejected both the stored access token and a new one');
		expect(failure.description).toContain('is active and that the region is correct');
	});
});

// It returns the 401 instead of throwing it, and renews no token for that.
describe('in n8n before 2.10, an access token that has expired', () => {
	const HARMLESS = '/api/v2/tokens/me';
	const refuseCheck = () => api(STORED).get(HARMLESS).reply(401, expired);
	const send = async (credential: StoredCredential) => {
		const [{ json }] = await runAction({ operation: 'message: send', parameters, credential, isBefore210: true });
		return json;
	};

	it('is renewed by a call that changes nothing, and the message goes out once', async () => {
		const credential = new StoredCredential();
		refuseStored();
		refuseCheck();
		giveToken();
		api(RENEWED).get(HARMLESS).reply(200, {});
		takeRenewed();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
		expect(credential.token).toBe(RENEWED);
	});

	it('and was renewed by another execution is not renewed again', async () => {
		const credential = new StoredCredential();
		refuseStored();
		api(STORED).get(HARMLESS).reply(200, {});
		takeInbound();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
	});

	it('is renewed once and no more: a client that was deactivated ends in a clear error', async () => {
		const credential = new StoredCredential();
		refuseStored();
		refuseCheck();
		giveToken();
		api(RENEWED).get(HARMLESS).reply(200, {});
		api(RENEWED).post(INBOUND).query(true).reply(401, expired);
		const failure = await failureOf(send(credential));
		expect(failure.message).toBe('Genesys Cloud rejected both the stored access token and a new one');
	});

	it('and cannot be renewed ends in what the login says', async () => {
		const credential = new StoredCredential();
		refuseStored();
		refuseCheck();
		nock(LOGIN).post('/oauth/token').reply(401, { error: 'invalid_client', error_description: 'authentication failed' });
		expect((await failureOf(send(credential))).message).toContain('the Client Secret is wrong');
	});

	it('waits out a rate limit of that call', async () => {
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
