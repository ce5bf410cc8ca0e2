import { newToken } from '../ids.mts';
import type { World } from '../world.mts';
import { grantTypeOf, isActive } from './clients.mts';
import type { OAuthClient } from './clients.mts';
import { issueRefreshToken, redeemCode, redeemRefreshToken } from './signIns.mts';
import type { Grant } from './signIns.mts';

/** The token endpoint's error body differs from the platform API's. */
interface TokenAnswer {
	status: number;
	body: Record<string, unknown>;
	clientId?: string;
}

const refusal = (status: number, error: string, text: string): TokenAnswer => ({
	status,
	body: { error, description: text, error_description: text },
});

/** Client ID and secret from a Basic header or, without one, from the form. */
function credentialsOf(authorization: string | undefined, form: URLSearchParams): [string, string] {
	const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
	if (basic === undefined) return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
	const plain = Buffer.from(basic, 'base64').toString('utf8');
	const colon = plain.indexOf(':');
	return colon < 0 ? [plain, ''] : [plain.slice(0, colon), plain.slice(colon + 1)];
}

/**
 * `POST /oauth/token` for the grants client credentials, authorization code (with PKCE or a secret), and refresh token.
 * @param authorization the header
 * @param rawBody the form as text
 */
export function tokenRequest(world: World, authorization: string | undefined, rawBody: string): TokenAnswer {
	const form = new URLSearchParams(rawBody);
	const [clientId, clientSecret] = credentialsOf(authorization, form);
	const client = world.clients.get(clientId);
	if (!client || !isActive(client)) return refusal(400, 'invalid_client', 'client not found');
	const hasSecret = client.clientSecret === clientSecret;
	const isSignIn = client.redirectUris !== undefined;
	if (!hasSecret && !(isSignIn && clientSecret === '')) {
		return { ...refusal(401, 'invalid_client', 'authentication failed'), clientId };
	}
	return { ...grantRequest(world, client, form, hasSecret), clientId };
}

const GRANTS = ['client_credentials', 'authorization_code', 'refresh_token'];

function grantRequest(world: World, client: OAuthClient, form: URLSearchParams, hasSecret: boolean): TokenAnswer {
	const grantType = form.get('grant_type') ?? '';
	if (!GRANTS.includes(grantType)) {
		return refusal(400, 'unsupported_grant_type', `grant type [${grantType.slice(0, 60)}] is not supported`);
	}
	if (grantTypeOf(client) !== (grantType === 'client_credentials' ? 'CLIENT-CREDENTIALS' : 'CODE')) {
		return refusal(400, 'unauthorized_client', `client is not authorized to use the ${grantType} grant type`);
	}
	if (grantType === 'client_credentials') return { status: 200, body: issueToken(world, client) };
	const grant =
		grantType === 'authorization_code'
			? redeemCode(world, client, form, hasSecret)
			: redeemRefreshToken(world, client, form.get('refresh_token') ?? '');
	// UNCONFIRMED: the wording in Genesys Cloud.
	if (!grant) return refusal(400, 'invalid_grant', 'the code or refresh token is invalid, used, expired or revoked');
	const refreshToken = issueRefreshToken(world, grant, hasSecret);
	const body = { ...issueToken(world, client, grant), ...(refreshToken !== undefined && { refresh_token: refreshToken }) };
	return { status: 200, body };
}

/** A token of the client, or of the user who signed in. `lifetime` is in seconds; the default is the client's. */
export function issueToken(
	world: World,
	client: OAuthClient,
	grant?: Grant,
	lifetime = client.tokenLifetimeSeconds ?? world.settings.tokenLifetimeSeconds,
): Record<string, unknown> {
	const value = newToken();
	const now = Date.now();
	world.tokens.set(value, {
		value,
		clientId: client.clientId,
		...(grant && { userId: grant.userId, scopes: grant.scopes }),
		expiresAt: now + lifetime * 1000,
		windowStart: now,
		used: 0,
	});
	// Live responses return one second less than the client's lifetime.
	return { access_token: value, token_type: 'bearer', expires_in: Math.max(1, lifetime - 1) };
}
