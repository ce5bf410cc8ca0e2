import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { GenesysCloudApi } from '../../../credentials/GenesysCloudApi.credentials';
import { bindToken, tokenOf } from '../../../genesys/oauth/token';
import { clientCredentialsOf } from '../../../nodes/shared/credential';
import { BOT_CREDENTIAL } from '../../../nodes/shared/headerSecret';
import { PANEL_CREDENTIAL } from '../../../nodes/shared/panelCredential';

export const SECRET = 'the webhook secret of these tests';
export const PREVIOUS_SECRET = 'the webhook secret before that one';
/** The access token that a credential of these tests has from the start. */
export const STORED = 'stored-access';

let counter = 0;

/**
 * A credential as n8n's database stores it. Each has its own client and ID, because the package shares tokens and
 * secrets between all nodes of a process.
 */
export class StoredCredential {
	readonly id = `credential-${++counter}`;
	data: ICredentialDataDecryptedObject;
	readonly type: 'genesysCloudApi' | 'genesysCloudOAuth2Api' = 'genesysCloudApi';
	/** How often n8n decrypted it. */
	reads = 0;
	/** If set, n8n can't read it: the encryption key changed, or the database is gone. */
	broken?: Error;
	/** The credential for a bot's header, in addition to this one. */
	header?: ICredentialDataDecryptedObject;
	/** The credential of an agent panel, likewise. */
	panel?: ICredentialDataDecryptedObject;

	constructor(changes: ICredentialDataDecryptedObject = {}) {
		this.data = {
			region: 'mypurecloud.de',
			customDomain: '',
			clientId: `client-${counter}`,
			clientSecret: 'the right one',
			webhookSecret: SECRET,
			previousWebhookSecret: '',
			accessToken: '',
			...changes,
		};
		const isUsable = this.data.region !== 'custom' || String(this.data.customDomain).startsWith('http');
		if (isUsable) this.token = (changes.accessToken as string | undefined) ?? STORED;
	}

	/** The stored token as Genesys Cloud knows it; empty if this client has none. */
	get token(): string {
		return tokenOf(clientCredentialsOf(this.data), String(this.data.accessToken)) ?? '';
	}

	set token(token: string) {
		this.data.accessToken = token === '' ? '' : bindToken(clientCredentialsOf(this.data), token);
	}
}

/**
 * n8n's credentials helper over one stored credential, with the two steps that n8n takes: `preAuthentication` when the
 * expirable field is empty or was rejected, and stores its result; and `authenticate` before each request.
 */
export class CredentialsHelper extends ICredentialsHelper {
	private readonly type = new GenesysCloudApi();

	constructor(private readonly credential: StoredCredential) {
		super();
	}

	getParentTypes(typeName: string): string[] {
		return typeName === 'genesysCloudOAuth2Api' ? ['oAuth2Api'] : [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		if (typeof this.type.authenticate !== 'function') throw new Error('The credential has no authenticate function');
		return await this.type.authenticate(credentials, requestOptions);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const expirable = this.type.properties.find(({ typeOptions }) => typeOptions?.expirable);
		if (!expirable || !(credentials[expirable.name] === '' || credentialsExpired)) return undefined;
		const output = (await this.type.preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
		if (output[expirable.name] === undefined) return undefined;
		this.credential.data = { ...this.credential.data, ...output };
		return { ...credentials, ...output };
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('No test needs an encrypted credential');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		this.credential.reads++;
		if (this.credential.broken) throw this.credential.broken;
		if (nodeCredentials.id !== this.credential.id) throw new Error(`There is no credential "${nodeCredentials.id}"`);
		if (type === BOT_CREDENTIAL && this.credential.header) return { ...this.credential.header };
		if (type === PANEL_CREDENTIAL && this.credential.panel) return { ...this.credential.panel };
		if (type.startsWith('genesysCloud') && type !== this.credential.type) throw new Error(`The credential is of the type "${this.credential.type}"`);
		return { ...this.credential.data };
	}

	async updateCredentials(
		_details: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.credential.data = data;
	}

	async updateCredentialsOauthTokenData(
		_details: INodeCredentialsDetails,
		_type: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.credential.data = { ...this.credential.data, oauthTokenData };
	}

	getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}
}
