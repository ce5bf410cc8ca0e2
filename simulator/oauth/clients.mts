import type { Organization } from './organization.mts';

/** Source: the SDK's model `OAuthClientRequest`. */
export const GRANT_TYPES = ['CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD', 'CLIENT-CREDENTIALS'] as const;
type GrantType = (typeof GRANT_TYPES)[number];

export interface OAuthClient {
	clientId: string;
	clientSecret: string;
	/** Without it, the ID is the name. */
	name?: string;
	/** Without it, this one; of another organization nothing is known but what the token says. */
	organization?: Organization;
	/** Permissions of the client's roles, such as `conversation:message:receive`. */
	permissions: 'all' | string[];
	/** Names of the divisions in which it has those roles; without them, all. */
	divisions?: string[];
	/** Authorized redirect URIs of a client of the grant type Code Authorization; others have none. */
	redirectUris?: string[];
	/** Scopes of such a client; without them, all. */
	scopes?: 'all' | string[];
	/** Without it, what the other fields say. */
	grantType?: GrantType;
	description?: string;
	/** Of a client that is not active, neither tokens nor sign-ins work. */
	state?: 'active' | 'disabled' | 'inactive';
	/** Roles of a client of its own, as they were sent. */
	roleDivisions?: unknown[];
	/** `accessTokenValiditySeconds` of the client; without it the setting counts. */
	tokenLifetimeSeconds?: number;
}

export interface Token {
	value: string;
	clientId: string;
	/** The user who signed in, and what the sign-in covers; undefined with the client-credentials grant. */
	userId?: string;
	scopes?: string[];
	/** Milliseconds since 1970. */
	expiresAt: number;
	/** Set when it was taken back: the code of the 401 that callers get from then on. */
	revokedAs?: 'credentials.expired' | 'bad.credentials';
	/** Requests of the running minute. */
	windowStart: number;
	used: number;
}

export const DEMO_CLIENT: OAuthClient = {
	clientId: 'demo-client',
	clientSecret: 'demo-secret',
	permissions: 'all',
};

/** For sign-ins: n8n on its usual port, and every scope that its users may ask for. */
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
