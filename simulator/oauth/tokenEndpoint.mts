import { newToken } from '../ids.mts';
import type { World } from '../world.mts';
import type { OAuthClient } from './clients.mts';

/** The token endpoint has its own error body; it is not the one of the platform API. */
interface TokenAnswer {
	status: number;
	body: Record<string, unknown>;
	clientId?: string;
}

const refusal = (status: number, error: string, text: string): TokenAnswer => ({
	status,
	body: { error, description: text, error_description: text },
});

/** Client id and secret of a Basic header, or of the form when there is no such header. */
function credentialsOf(authorization: string | undefined, form: URLSearchParams): [string, string] {
	const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
	if (basic === undefined) return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
	const plain = Buffer.from(basic, 'base64').toString('utf8');
	const colon = plain.indexOf(':');
	return colon < 0 ? [plain, ''] : [plain.slice(0, colon), plain.slice(colon + 1)];
}

/**
 * `POST /oauth/token` of the client-credentials grant.
 * @param authorization the header as it came
 * @param rawBody the form as text
 */
export function tokenRequest(world: World, authorization: string | undefined, rawBody: string): TokenAnswer {
	const form = new URLSearchParams(rawBody);
	const [clientId, clientSecret] = credentialsOf(authorization, form);
	const client = world.clients.get(clientId);
	if (!client) return refusal(400, 'invalid_client', 'client not found');
	if (client.clientSecret !== clientSecret) {
		return { ...refusal(401, 'invalid_client', 'authentication failed'), clientId };
	}
	const grant = form.get('grant_type') ?? '';
	if (grant !== 'client_credentials') {
		return {
			...refusal(400, 'unsupported_grant_type', `grant type [${grant.slice(0, 60)}] is not supported`),
			clientId,
		};
	}
	return { status: 200, body: issueToken(world, client), clientId };
}

function issueToken(world: World, client: OAuthClient): Record<string, unknown> {
	const lifetime = client.tokenLifetimeSeconds ?? world.settings.tokenLifetimeSeconds;
	const value = newToken();
	const now = Date.now();
	world.tokens.set(value, {
		value,
		clientId: client.clientId,
		expiresAt: now + lifetime * 1000,
		windowStart: now,
		used: 0,
	});
	// Live answers count one second less than the lifetime of the client.
	return { access_token: value, token_type: 'bearer', expires_in: Math.max(1, lifetime - 1) };
}
