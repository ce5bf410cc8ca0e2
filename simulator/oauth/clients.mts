import type { Organization } from './organization.mts';

/** Source: the SDK's model `OAuthClientRequest`. */
export const GRANT_TYPES = ['CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD', 'CLIENT-CREDENTIALS'] as const;
type GrantType = (typeof GRANT_TYPES)[number];

export interface OAuthClient {
	clientId: string;
	clientSecret: string;
	/** Default: the ID. */
	name?: string;
	/** Default: this one. Only the token refers to another organization. */
	organization?: Organization;
	/** Permissions of the client's roles, such as `conversation:message:receive`. */
	permissions: 'all' | string[];
	/** Names of the divisions of those roles. Default: all. */
	divisions?: string[];
	/** Authorized redirect URIs. Only for the grant type Code Authorization. */
	redirectUris?: string[];
	/** Scopes of such a client. Default: all. */
	scopes?: 'all' | string[];
	/** Default: derived from the other fields. */
	grantType?: GrantType;
	description?: string;
	/** Tokens and sign-ins of an inactive client don't work. */
	state?: 'active' | 'disabled' | 'inactive';
	/** Roles of the client, as sent. */
	roleDivisions?: unknown[];
	/** `accessTokenValiditySeconds` of the client. Default: the setting. */
	tokenLifetimeSeconds?: number;
}

export interface Token {
	value: string;
	clientId: string;
	/** The signed-in user and the scopes. Undefined with the client-credentials grant. */
	userId?: string;
	scopes?: string[];
	/** Milliseconds since 1970. */
	expiresAt: number;
	/** Set after revocation: the code of the 401 for later calls. */
	revokedAs?: 'credentials.expired' | 'bad.credentials';
	/** Requests in the current minute. */
	windowStart: number;
	used: number;
}

export const DEMO_CLIENT: OAuthClient = {
	clientId: 'demo-client',
	clientSecret: 'demo-secret',
	permissions: 'all',
};

/** For sign-ins from n8n on its default port, with every scope. */
export const DEMO_CODE_CLIENT: OAuthClient = {
	clientId: 'demo-code-client',
	clientSecret: 'demo-code-secret',
	permissions: [],
	redirectUris: ['http://localhost:5678/rest/oauth2-credential/callback'],
	scopes: 'all',
};

export const grantTypeOf = ({ grantType, redirectUris }: OAuthClient): GrantType =>
	grantType ?? (redirectUris ? 'CODE' : 'CLIENT-CREDENTIALS');

export const isActive = ({ state = 'active' }: OAuthClient): boolean => state === 'active';

export const hasPermission = (client: OAuthClient, permission: string): boolean =>
	client.permissions === 'all' || client.permissions.includes(permission);
