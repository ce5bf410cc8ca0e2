export interface OAuthClient {
	clientId: string;
	clientSecret: string;
	/** Permissions of the client's roles, such as `conversation:message:receive`. */
	permissions: 'all' | string[];
	/** Names of the divisions in which it has those roles; without them, all. */
	divisions?: string[];
	/** `accessTokenValiditySeconds` of the client; without it the setting counts. */
	tokenLifetimeSeconds?: number;
}

export interface Token {
	value: string;
	clientId: string;
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

export const hasPermission = (client: OAuthClient, permission: string): boolean =>
	client.permissions === 'all' || client.permissions.includes(permission);
