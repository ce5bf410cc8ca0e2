import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { GenesysCloudApi } from '../../../credentials/GenesysCloudApi.credentials';
import { GenesysCloudOAuth2Api } from '../../../credentials/GenesysCloudOAuth2Api.credentials';
import { SCOPES } from '../../../genesys/oauth/scopes';
import { REGIONS, resolveOrigins } from '../../../genesys/regions';
import { GenesysBotConnectorTrigger } from '../../../nodes/GenesysBotConnectorTrigger/GenesysBotConnectorTrigger.node';
import { isConnected, isSignInOver } from '../../../nodes/shared/signIn';
import { codeIn, tableRowsOf } from '../../support/documentation';
import { ACTION, action, conversationTrigger, router, trigger, workflowOf } from '../support/engine';

const { properties, extends: parents } = new GenesysCloudOAuth2Api();
const valueOf = (name: string) => properties.find((property) => property.name === name)?.default;

/** A hidden field as n8n computes it from the others. */
function evaluated(name: string, fields: { region: string; customDomain?: string }): unknown {
	const { node, workflow } = workflowOf(ACTION, {}, undefined);
	const data = { ...fields, [name]: valueOf(name) as string };
	return (workflow.expression.getComplexParameterValue(node, data, 'internal', {}, undefined, undefined, data) as Record<string, unknown>)[name];
}

describe('the login URL of the OAuth2 credential', () => {
	it.each(REGIONS.map(({ domain }) => domain))('uses the region %s', (region) => {
		expect(evaluated('authUrl', { region })).toBe(`https://login.${region}/oauth/authorize`);
		expect(evaluated('accessTokenUrl', { region })).toBe(`https://login.${region}/oauth/token`);
	});

	it.each([
		'mypurecloud.de',
		' MyPureCloud.de/ ',
		'https://apps.mypurecloud.de/directory/#/x',
		'login.usw2.pure.cloud',
		'api.mypurecloud.com',
		'http://localhost:4010',
		'localhost:4010',
		'localhost',
		'127.0.0.1',
		'http://127.0.0.1:4010/',
		'[::1]:4010',
		'http://simulator:4010',
		'http://simulator',
		'https://gateway.example.com:8443/path?x=1',
		'10.1.2.3',
		'genesys.localhost:80',
		'https://genesys.localhost',
	])('uses the same custom domain as API calls: "%s"', (customDomain) => {
		const { login } = resolveOrigins('custom', customDomain);
		// The URL parser drops a scheme's default port.
		const [url] = [evaluated('accessTokenUrl', { region: 'custom', customDomain })].map((text) => new URL(String(text)).href);
		expect(url).toBe(`${login}/oauth/token`);
	});
});

it("extends n8n's OAuth2 with PKCE, and lists its scopes", () => {
	expect([parents, valueOf('grantType'), valueOf('scope')]).toEqual([['oAuth2Api'], 'pkce', Object.keys(SCOPES).join(' ')]);
});

it('has the same region and secret fields as the other credential', () => {
	const other = new GenesysCloudApi().properties;
	for (const name of ['region', 'customDomain', 'webhookSecret', 'previousWebhookSecret']) {
		expect(properties.find((property) => property.name === name)).toBe(other.find((property) => property.name === name));
	}
});

it.each([action, trigger, router, conversationTrigger, new GenesysBotConnectorTrigger()])('is offered by $description.displayName after client credentials', ({ description }) => {
	expect(description.properties[0]).toMatchObject({ name: 'authentication', default: 'clientCredentials', noDataExpression: true });
	const ofGenesysCloud = description.credentials?.filter(({ name }) => name.startsWith('genesysCloud'));
	expect(ofGenesysCloud?.map(({ name, displayOptions }) => [name, displayOptions?.show?.authentication])).toEqual([
		['genesysCloudApi', ['clientCredentials']],
		['genesysCloudOAuth2Api', ['oAuth2']],
	]);
});

it('documents every scope with its purpose', () => {
	const rows = tableRowsOf('docs/oauth2.md').flatMap(([scope, neededFor]) => codeIn(scope).map((name) => [name, neededFor]));
	expect(Object.fromEntries(rows)).toEqual(expect.objectContaining(SCOPES));
});

/** Errors that n8n throws if a sign-in can't be renewed (n8n-core and @n8n/client-oauth2 of these versions). */
const REFUSALS: Array<[string, Error]> = [
	['1.123 and 2.8: revoked', Object.assign(new Error('The provided authorization grant is invalid'), { code: 'EAUTH', body: { error: 'invalid_grant' } })],
	['1.123 and 2.8: without a refresh token', Object.assign(new Error('refreshToken is required'), { code: 'ERR_ASSERTION' })],
	['2.31: without a refresh token', new Error('OAuth access token expired and no refresh token is available. Please reconnect the credentials.')],
	['2.41: revoked', Object.assign(new Error('The credential "x" needs to be reconnected.'), { failure: { cause: 'credential-invalid' } })],
];
it.each(REFUSALS)('recognizes that a sign-in has ended, in n8n %s', (_case, cause) => {
	expect(isSignInOver([new Error('wrapped'), cause])).toBe(true);
});

it.each([
	Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
	Object.assign(new Error('HTTP status 429'), { code: 'ESTATUS', status: 429 }),
	Object.assign(new Error('temporarily unavailable'), { code: 'EAUTH', body: { error: 'temporarily_unavailable' } }),
])('does not treat a temporary failure as the end: $message', (cause) => {
	expect(isSignInOver([cause])).toBe(false);
});

it('detects whether an account is connected', () => {
	const credentials: ICredentialDataDecryptedObject[] = [{}, { oauthTokenData: {} }, { oauthTokenData: { access_token: 'x' } }];
	expect(credentials.map(isConnected)).toEqual([false, false, true]);
});
