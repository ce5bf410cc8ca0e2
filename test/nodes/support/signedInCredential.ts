import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { resolveOrigins } from '../../../genesys/regions';
import { SECRET, STORED, StoredCredential } from './storedCredential';

export const REFRESH = 'refresh-of-the-sign-in';

/** A Genesys Cloud OAuth2 API credential as n8n decrypts it, with a connected account unless `oauthTokenData` differs. */
export class SignedInCredential extends StoredCredential {
	override readonly type = 'genesysCloudOAuth2Api';

	constructor(changes: ICredentialDataDecryptedObject = {}) {
		super();
		const { region = 'mypurecloud.de', customDomain = '' } = changes;
		const { login } = resolveOrigins(String(region), String(customDomain));
		this.data = {
			region,
			customDomain,
			grantType: 'pkce',
			authentication: 'header',
			authUrl: `${login}/oauth/authorize`,
			accessTokenUrl: `${login}/oauth/token`,
			clientId: this.id,
			clientSecret: '',
			scope: 'conversations messaging',
			webhookSecret: SECRET,
			previousWebhookSecret: '',
			oauthTokenData: { access_token: STORED, token_type: 'bearer', refresh_token: REFRESH, expires_in: 86399 },
			...changes,
		};
	}

	/** What n8n stores about the sign-in. */
	get tokens(): Record<string, unknown> {
		return this.data.oauthTokenData as Record<string, unknown>;
	}
}
