import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { login } from '../genesys/oauth/login';
import { bindToken, TokenCache, tokenOf } from '../genesys/oauth/token';
import { clientCredentialsOf } from '../nodes/shared/credential';
import { clientIdPlaceholder, regionProperties, webhookSecretProperties } from '../nodes/shared/credentialProperties';
import { postFormWith } from '../nodes/shared/plainRequest';

/** Shared by all credentials of this process, keyed by client and secret. */
const tokens = new TokenCache();

export class GenesysCloudApi implements ICredentialType {
	name = 'genesysCloudApi';

	displayName = 'Genesys Cloud API';

	icon = { light: 'file:../icons/genesysOpenMessaging.svg', dark: 'file:../icons/genesysOpenMessaging.dark.svg' } as const;

	documentationUrl = 'https://github.com/seed-29c377e0/n8n-nodes-genesys-open-messaging/blob/main/docs/setup.md#the-credential';

	properties: INodeProperties[] = [
		...regionProperties,
		{
			displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true,
			placeholder: clientIdPlaceholder,
			description: 'ID of an OAuth client with the grant type Client Credentials (in Genesys Cloud: Admin › Integrations › OAuth)',
		},
		{
			displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true,
			description: 'Secret of the same OAuth client',
		},
		...webhookSecretProperties,
		{ displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
	];

	/** n8n calls this without a token and after a 401, and stores the result in the credential. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		const client = clientCredentialsOf(credentials);
		const kept = String(credentials.accessToken ?? '');
		const post = postFormWith(this.helpers);
		const accessToken = await tokens.renew(client, tokenOf(client, kept) ?? kept, async () => await login(client, post));
		return { accessToken: bindToken(client, accessToken) };
	}

	/**
	 * The nodes only pass paths ("/api/v2/…"), so the credential decides which host gets the token. n8n's HTTP Request node
	 * passes an absolute URL as `uri`, which stays unchanged because the user chose it. A token of another client isn't sent;
	 * Genesys answers 401, and n8n fetches a new one.
	 */
	authenticate: IAuthenticate = async (credentials: ICredentialDataDecryptedObject, requestOptions: IHttpRequestOptions) => {
		const client = clientCredentialsOf(credentials);
		const accessToken = tokenOf(client, String(credentials.accessToken ?? ''));
		const { url } = requestOptions as Partial<IHttpRequestOptions>;
		return {
			...requestOptions,
			...(url?.startsWith('/') && { url: client.origins.api + url }),
			headers: { ...requestOptions.headers, ...(accessToken ? { Authorization: `Bearer ${accessToken}` } : {}) },
		};
	};
}
