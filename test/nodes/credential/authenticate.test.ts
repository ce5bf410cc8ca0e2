import { NodeHelpers, type ICredentialDataDecryptedObject, type IHttpRequestOptions, type INodeParameters } from 'n8n-workflow';
import { GenesysCloudApi } from '../../../credentials/GenesysCloudApi.credentials';
import { bindToken } from '../../../genesys/oauth/token';
import { clientCredentialsOf } from '../../../nodes/shared/credential';

async function authenticated(
	credential: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const { authenticate } = new GenesysCloudApi();
	if (typeof authenticate !== 'function') throw new Error('The credential authenticates by a function');
	const accessToken = bindToken(clientCredentialsOf(credential), 'opaque');
	return await authenticate({ ...credential, accessToken }, options);
}

const PATH = '/api/v2/tokens/me';

describe('the authentication of a request', () => {
	it.each<[ICredentialDataDecryptedObject, string]>([
		[{ region: 'mypurecloud.com' }, 'https://api.mypurecloud.com'],
		[{ region: 'usw2.pure.cloud', customDomain: 'ignored.example' }, 'https://api.usw2.pure.cloud'],
		[{ region: 'custom', customDomain: 'https://apps.mypurecloud.de/' }, 'https://api.mypurecloud.de'],
		[{ region: 'custom', customDomain: 'login.new1.pure.cloud' }, 'https://api.new1.pure.cloud'],
		[{ region: 'custom', customDomain: 'http://localhost:4010' }, 'http://localhost:4010'],
	])('sends a path to the API of the region: %j', async (credential, origin) => {
		const { url, headers } = await authenticated(credential, { url: PATH, headers: { Accept: 'application/json' } });
		expect(url).toBe(origin + PATH);
		expect(headers).toEqual({ Accept: 'application/json', Authorization: 'Bearer opaque' });
	});

	it('keeps the absolute URL of an HTTP Request node', async () => {
		const { url, headers } = await authenticated(
			{ region: 'mypurecloud.de' },
			{ url: `https://api.mypurecloud.ie${PATH}` },
		);
		expect(url).toBe(`https://api.mypurecloud.ie${PATH}`);
		expect(headers).toEqual({ Authorization: 'Bearer opaque' });
	});

	// n8n's HTTP Request node and its "Custom API Call" pass the URL as `uri`.
	it('keeps the `uri` of an HTTP Request node', async () => {
		const uri = `https://api.mypurecloud.de${PATH}`;
		const options = await authenticated({ region: 'mypurecloud.de' }, { uri } as unknown as IHttpRequestOptions);
		expect(options).toEqual({ uri, headers: { Authorization: 'Bearer opaque' } });
	});

	it('does not send the token of another client, so that n8n fetches a new one after the 401', async () => {
		const { authenticate } = new GenesysCloudApi();
		if (typeof authenticate !== 'function') throw new Error('The credential authenticates by a function');
		const before = { region: 'mypurecloud.de', clientId: 'one', clientSecret: 'right' };
		const accessToken = bindToken(clientCredentialsOf(before), 'opaque');
		for (const change of [{ clientId: 'another' }, { clientSecret: 'another' }, { region: 'mypurecloud.com' }]) {
			const { headers } = await authenticate({ ...before, ...change, accessToken }, { url: PATH });
			expect(headers).toEqual({});
		}
	});

	it('does not modify the given request', async () => {
		const options: IHttpRequestOptions = { url: PATH, headers: {} };
		await authenticated({ region: 'mypurecloud.de' }, options);
		expect(options).toEqual({ url: PATH, headers: {} });
	});
});

describe('the fields of the credential', () => {
	const { properties } = new GenesysCloudApi();

	it('masks all secrets', () => {
		const secret = properties.filter(({ name, type }) => type !== 'notice' && /secret|token/i.test(name));
		expect(secret.map(({ name }) => name)).toEqual([
			'clientSecret',
			'webhookSecret',
			'previousWebhookSecret',
			'accessToken',
		]);
		expect(secret.every(({ typeOptions }) => typeOptions?.password)).toBe(true);
	});

	const shownWith = (values: INodeParameters) =>
		properties.filter((property) => NodeHelpers.displayParameter(values, property, null, null)).map(({ name }) => name);

	it('shows the webhook secret notice without a secret, and the previous secret only with one', () => {
		expect(shownWith({ webhookSecret: '' })).toEqual(expect.arrayContaining(['receivingNotice', 'webhookSecret']));
		expect(shownWith({ webhookSecret: '' })).not.toContain('previousWebhookSecret');
		expect(shownWith({ webhookSecret: 'a secret' })).toContain('previousWebhookSecret');
		expect(shownWith({ webhookSecret: 'a secret' })).not.toContain('receivingNotice');
	});

	it('offers all regions of Genesys Cloud and a custom domain', () => {
		const regions = properties.find(({ name }) => name === 'region')?.options ?? [];
		expect(regions).toHaveLength(19);
	});
});
