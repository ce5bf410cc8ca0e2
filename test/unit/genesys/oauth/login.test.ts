import type { HttpResponse } from '../../../../genesys/client';
import { GenesysApiError, GenesysUnreachableError } from '../../../../genesys/errors';
import { login, type ClientCredentials, type PostForm } from '../../../../genesys/oauth/login';
import { brokenConnection, ok, refusal, rejectionOf } from '../fakeGenesys';

const credentials: ClientCredentials = {
	origins: { api: 'https://api.mypurecloud.de', login: 'https://login.mypurecloud.de', isOwnOrigin: false },
	clientId: 'client-id',
	clientSecret: 'sécret with blanks',
};

const answering =
	(response: HttpResponse): PostForm =>
	async () =>
		response;

describe('the login', () => {
	it('posts the client-credentials grant to the region’s login host', async () => {
		const calls: unknown[] = [];
		const accessToken = await login(credentials, async (...call) => {
			calls.push(call);
			return ok({ access_token: 'issued', token_type: 'bearer', expires_in: 86_399 });
		});
		expect(accessToken).toBe('issued');
		expect(calls).toEqual([
			[
				'https://login.mypurecloud.de/oauth/token',
				{
					Authorization: `Basic ${btoa(unescape(encodeURIComponent('client-id:sécret with blanks')))}`,
					Accept: 'application/json',
				},
				{ grant_type: 'client_credentials' },
			],
		]);
	});

	// Both bodies were captured from Genesys Cloud. Another product crashed on wrong credentials until its release 4.82.
	it('reports an unknown client ID, with the advice to check the region', async () => {
		const body = { error: 'invalid_client', description: 'client not found', error_description: 'client not found' };
		await expect(login(credentials, answering(refusal(400, body)))).rejects.toMatchObject({
			status: 400,
			code: 'invalid_client',
			message: "https://login.mypurecloud.de doesn't recognize this Client ID",
			advice: expect.stringContaining('region'),
		});
	});

	it('recognizes an unknown client ID by the status alone', async () => {
		await expect(login(credentials, answering(refusal(400, { error: 'invalid_client' })))).rejects.toMatchObject({
			message: expect.stringContaining("doesn't recognize this Client ID"),
		});
	});

	it('reports a wrong secret', async () => {
		const body = {
			error: 'invalid_client',
			description: 'authentication failed',
			error_description: 'authentication failed',
		};
		await expect(login(credentials, answering(refusal(401, body)))).rejects.toMatchObject({
			status: 401,
			code: 'invalid_client',
			message: 'https://login.mypurecloud.de recognizes the Client ID, but the Client Secret is wrong',
		});
	});

	it.each([429, 500, 503])('advises trying again after a %i', async (status) => {
		await expect(login(credentials, answering(refusal(status, '')))).rejects.toMatchObject({
			status,
			code: `http.${status}`,
			advice: expect.stringContaining('Try again'),
		});
	});

	it('advises what to check if the grant type is wrong', async () => {
		const body = { error: 'unauthorized_client', error_description: 'grant type not allowed' };
		await expect(login(credentials, answering(refusal(400, body)))).rejects.toMatchObject({
			code: 'unauthorized_client',
			message: expect.stringContaining('grant type not allowed'),
			advice: expect.stringContaining('Client Credentials'),
		});
	});

	it.each([
		['a page of HTML', '<html>'],
		['nothing', ''],
		['no token', {}],
		['an empty token', { access_token: '' }],
	])('fails if a 200 response contains %s', async (_name, body) => {
		expect(await rejectionOf(login(credentials, answering(ok(body))))).toBeInstanceOf(GenesysApiError);
	});

	it('never puts the secret into an error', async () => {
		for (const response of [refusal(400, { error: 'invalid_client' }), refusal(401, {}), refusal(500, '')]) {
			const error = (await rejectionOf(login(credentials, answering(response)))) as GenesysApiError;
			expect(`${error.message} ${error.advice} ${JSON.stringify(error)}`).not.toContain(credentials.clientSecret);
		}
	});

	it('reports the network error if there is no response', async () => {
		const failing: PostForm = async () => await Promise.reject(brokenConnection());
		expect(await rejectionOf(login(credentials, failing))).toBeInstanceOf(GenesysUnreachableError);
	});
});
