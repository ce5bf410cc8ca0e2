import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { SCOPES } from '../genesys/oauth/scopes';
import { CUSTOM_REGION } from '../genesys/regions';
import { clientIdPlaceholder, regionProperties, webhookSecretProperties } from '../nodes/shared/credentialProperties';

/**
 * The login origin by the rules of `resolveOrigins`, as an n8n expression. The default scheme is http for localhost and https
 * for other hosts; only the origin is kept; and a host that isn't a custom origin is a region's domain.
 */
const LOGIN = [
	'$self["customDomain"].trim().toLowerCase()',
	String.raw`.replace(/^(?=(?:localhost|127\.|\[::1\]))/, "http://")`,
	String.raw`.replace(/^(?!https?:\/\/)/, "https://")`,
	String.raw`.replace(/^(https?:\/\/[^\/?#]+).*$/, "$1")`,
	String.raw`.replace(/^https?:\/\/(?=[^:\[]+$)(?=.*\.)(?!127\.|[\d.]+$)(?!.*\.localhost$)(?:(?:apps|api|login)\.)?/, "https://login.")`,
].join('');
const loginUrl = (path: string) => `={{ ($self["region"] === "${CUSTOM_REGION}" ? ${LOGIN} : "https://login." + $self["region"]) + "${path}" }}`;

function hidden(displayName: string, name: string, value: string): INodeProperties {
	return { displayName, name, type: 'hidden', default: value };
}

/** A user's sign-in: authorization code with PKCE (source: the platform SDK's `authorizePKCEGrant`). n8n renews the token. */
export class GenesysCloudOAuth2Api implements ICredentialType {
	name = 'genesysCloudOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Genesys Cloud OAuth2 API';

	icon = { light: 'file:../icons/genesysOpenMessaging.svg', dark: 'file:../icons/genesysOpenMessaging.dark.svg' } as const;

	documentationUrl = 'https://github.com/seed-29c377e0/n8n-nodes-genesys-open-messaging/blob/main/docs/oauth2.md';

	properties: INodeProperties[] = [
		...regionProperties,
		hidden('Grant Type', 'grantType', 'pkce'),
		hidden('Authorization URL', 'authUrl', loginUrl('/oauth/authorize')),
		hidden('Access Token URL', 'accessTokenUrl', loginUrl('/oauth/token')),
		{
			displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true, placeholder: clientIdPlaceholder,
			description: 'ID of an OAuth client with the grant type Code Authorization (in Genesys Cloud: Admin › Integrations › OAuth), with the URL above as its authorized redirect URI',
		},
		{
			displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '',
			description: 'Secret of the same OAuth client. If empty, only PKCE protects the sign-in, and you may have to reconnect the account whenever the token expires.',
		},
		hidden('Scope', 'scope', Object.keys(SCOPES).join(' ')),
		hidden('Auth URI Query Parameters', 'authQueryParameters', ''),
		// n8n sends the secret in the Basic header, or without a secret, the client ID in the body. Genesys requires both forms.
		hidden('Authentication', 'authentication', 'header'),
		...webhookSecretProperties,
	];
}
