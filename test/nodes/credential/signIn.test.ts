import nock from 'nock';
import { startRedirect } from '../../support/redirects';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, INBOUND, lacks, LOGIN, takeInbound } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { failureOf, runAction } from '../support/runAction';
import { REFRESH, SignedInCredential } from '../support/signedInCredential';
import { STORED } from '../support/storedCredential';

/** Calls with a user's sign-in: n8n's OAuth2 keeps the token and renews it. */

guardNetwork('127.0.0.1');

const RENEWED = 'renewed-access';
const NEXT_REFRESH = 'the-next-refresh-token';
const parameters = { integrationId: { __rl: true, mode: 'id', value: INTEGRATION }, customerId: 'customer-42', text: 'Hi' };
const expired = { code: 'credentials.expired', message: 'The supplied credentials are expired and cannot be used.', status: 401 };

async function send(credential: SignedInCredential, isBefore210 = false, customerId = 'customer-42') {
	const [{ json }] = await runAction({ operation: 'message: send', parameters: { ...parameters, customerId }, credential, isBefore210 });
	return json;
}

const refuseStored = (times = 1) => api(STORED).post(INBOUND).query(true).times(times).reply(401, expired);
const takeRenewed = (times = 1) => api(RENEWED).post(INBOUND).query(true).times(times).reply(200, { id: 'genesys-message-1' });
const tokenCall = () => nock(LOGIN).post('/oauth/token');
const giveToken = () => tokenCall().reply(200, { access_token: RENEWED, token_type: 'bearer', expires_in: 86399, refresh_token: NEXT_REFRESH });

describe('a sign-in', () => {
	it("authorizes calls to the API host of the credential's region", async () => {
		takeInbound();
		expect(await send(new SignedInCredential())).toMatchObject({ messageId: 'genesys-message-1' });
	});

	it('renews an expired token with the client ID in the body and no Authorization header, and sends the message once', async () => {
		const credential = new SignedInCredential();
		refuseStored();
		nock(LOGIN, { badheaders: ['authorization'] })
			.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: REFRESH, client_id: credential.id })
			.reply(200, { access_token: RENEWED, token_type: 'bearer', expires_in: 86399, refresh_token: NEXT_REFRESH });
		takeRenewed();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
		expect(credential.tokens).toMatchObject({ access_token: RENEWED, refresh_token: NEXT_REFRESH });
	});

	it('renews with the client secret in the Basic header', async () => {
		const credential = new SignedInCredential({ clientId: 'one', clientSecret: 'its secret' });
		refuseStored();
		nock(LOGIN, { reqheaders: { authorization: `Basic ${btoa('one:its secret')}` } })
			.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: REFRESH })
			.reply(200, { access_token: RENEWED, token_type: 'bearer', expires_in: 86399, refresh_token: NEXT_REFRESH });
		takeRenewed();
		expect(await send(credential)).toMatchObject({ messageId: 'genesys-message-1' });
	});

	it('renews once for thirty simultaneous executions, because a refresh token works once', async () => {
		const credential = new SignedInCredential();
		refuseStored(30);
		giveToken();
		takeRenewed(30);
		const runs = Array.from({ length: 30 }, async (_, customer) => await send(credential, false, `customer-${customer}`));
		await Promise.all(runs);
		expect(credential.tokens).toMatchObject({ refresh_token: NEXT_REFRESH });
	});

	it('stops with a clear error if the new token is rejected too', async () => {
		refuseStored();
		giveToken();
		api(RENEWED).post(INBOUND).query(true).reply(401, expired);
		const { message } = await failureOf(send(new SignedInCredential()));
		expect(message).toBe('Genesys Cloud rejected both the stored access token and a new one');
	});

	it("reports a missing permission of the user's role", async () => {
		api(STORED).post(INBOUND).query(true).reply(403, lacks('conversation:message:receive'));
		const { message, description } = await failureOf(send(new SignedInCredential()));
		expect(message).toContain('conversation:message:receive');
		expect(description).toContain('Add the permission conversation:message:receive to the role of the OAuth client or signed-in user');
	});

	it('advises adding a missing scope, not a permission', async () => {
		const refusal = { status: 403, code: 'not.authorized', message: 'The token lacks the scope conversations.' };
		api(STORED).post(INBOUND).query(true).reply(403, refusal);
		const { description } = await failureOf(send(new SignedInCredential()));
		expect(description).toContain('Add the scope to the OAuth client (Admin › Integrations › OAuth) and connect the account of the credential again');
	});

	it('sends neither token nor message to the target of a redirect', async () => {
		const hosts = await startRedirect(307);
		const failure = await failureOf(send(new SignedInCredential({ region: 'custom', customDomain: hosts.url })));
		expect(failure.message).toContain("the response isn't from Genesys Cloud (HTTP status 307");
		expect(hosts.reached).toEqual([]);
		await hosts.close();
	});
});

const OVER = "The sign-in to Genesys Cloud has expired and couldn't be renewed";
const CONNECT_AGAIN = 'Open the Genesys Cloud OAuth2 API credential and connect the account again.';
const refusal = (error: string) => ({ error, description: `it is ${REFRESH}`, error_description: `it is ${REFRESH}` });

describe('a sign-in that has ended', () => {
	it.each([
		[400, 'invalid_grant'],
		[400, 'invalid_client'],
		[401, 'invalid_client'],
		[400, 'unauthorized_client'],
	])('asks for a new sign-in without revealing a token: %i %s', async (status, error) => {
		refuseStored();
		tokenCall().reply(status, refusal(error));
		const failure = await failureOf(send(new SignedInCredential()));
		expect(failure).toMatchObject({ message: OVER, description: expect.stringContaining(CONNECT_AGAIN) as string });
		expect(JSON.stringify(failure)).not.toMatch(new RegExp(`${REFRESH}|${STORED}`));
	});

	it('asks for a new sign-in if there is no refresh token', async () => {
		refuseStored();
		const failure = await failureOf(send(new SignedInCredential({ oauthTokenData: { access_token: STORED, token_type: 'bearer' } })));
		expect(failure).toMatchObject({ message: OVER, description: expect.stringContaining(CONNECT_AGAIN) as string });
	});

	it.each([undefined, {}])('asks for a sign-in if there was none: %j', async (oauthTokenData) => {
		const credential = new SignedInCredential();
		if (oauthTokenData) credential.data.oauthTokenData = oauthTokenData;
		else delete credential.data.oauthTokenData;
		const failure = await failureOf(send(credential));
		expect(failure).toMatchObject({ message: "The credential isn't connected to a Genesys Cloud account", description: CONNECT_AGAIN });
	});
});

describe('a sign-in that temporarily cannot be renewed', () => {
	it('retries if Genesys Cloud is unavailable', async () => {
		refuseStored(2);
		tokenCall().reply(503, 'busy');
		giveToken();
		takeRenewed();
		const { result } = await withoutWaiting(async () => await send(new SignedInCredential()));
		expect(result).toMatchObject({ messageId: 'genesys-message-1' });
	});

	it('keeps the refresh token if the login is unreachable, and reveals no token', async () => {
		const credential = new SignedInCredential();
		refuseStored(5);
		tokenCall().times(5).replyWithError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
		const { result: failure } = await withoutWaiting(async () => await failureOf(send(credential)));
		expect(failure.message).toContain("can't be reached: the connection was refused");
		expect(JSON.stringify(failure)).not.toMatch(new RegExp(`${REFRESH}|${STORED}`));
		expect(credential.tokens).toMatchObject({ refresh_token: REFRESH });
	});
});

// It returns the 401 instead of throwing it, and doesn't lock the refresh token.
describe('an expired sign-in in n8n before 2.10', () => {
	const HARMLESS = '/api/v2/tokens/me';

	it('renews once for ten simultaneous messages, with a call that changes nothing', async () => {
		const credential = new SignedInCredential();
		refuseStored(10);
		api(STORED).get(HARMLESS).reply(401, expired);
		giveToken();
		api(RENEWED).get(HARMLESS).reply(200, {});
		takeRenewed(10);
		await Promise.all(Array.from({ length: 10 }, async (_, customer) => await send(credential, true, `customer-${customer}`)));
		expect(credential.tokens).toMatchObject({ refresh_token: NEXT_REFRESH });
	});

	it('reports a revoked sign-in with the same error', async () => {
		refuseStored();
		api(STORED).get(HARMLESS).reply(401, expired);
		tokenCall().reply(400, refusal('invalid_grant'));
		expect((await failureOf(send(new SignedInCredential(), true))).message).toBe(OVER);
	});
});
