import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { GenesysApiError } from '../../genesys/errors';

/** Refusals of a token endpoint that only a new sign-in ends (RFC 6749, 5.2). */
const FINAL = ['invalid_grant', 'invalid_client', 'unauthorized_client'];
/** n8n's words where there is no refresh token to use: those of 2.31 and newer, and of its assertion before. */
const WITHOUT_REFRESH_TOKEN = /\brefresh ?token (?:is required|is available)\b/i;

/** Has the account of a Genesys Cloud OAuth2 API credential been connected, so that n8n has a token of it? */
export function isConnected({ oauthTokenData }: ICredentialDataDecryptedObject): boolean {
	return typeof oauthTokenData === 'object' && 'access_token' in oauthTokenData;
}

/** Did n8n fail to renew a user's access token for good? @param causes of n8n's error, whose form differs between its versions */
export function isSignInOver(causes: readonly Error[]): boolean {
	return causes.some((cause) => {
		const { body, failure } = cause as { body?: { error?: unknown }; failure?: { cause?: unknown } };
		const isFinal = FINAL.includes(String(body?.error)) || failure?.cause === 'credential-invalid';
		return isFinal || WITHOUT_REFRESH_TOKEN.test(cause.message);
	});
}

export function signInOver(): GenesysApiError {
	return signInRequired(
		"The sign-in to Genesys Cloud has expired and couldn't be renewed",
		"This happens if the sign-in was revoked or unused for too long, or if the OAuth client changed or doesn't issue refresh tokens.",
		'n8n still shows it as connected, so click Disconnect, then Connect.',
	);
}

export function notConnected(): GenesysApiError {
	return signInRequired("The credential isn't connected to a Genesys Cloud account");
}

function signInRequired(message: string, reason = '', how = ''): GenesysApiError {
	const advice = `${reason} Open the Genesys Cloud OAuth2 API credential and connect the account again. ${how}`.trim();
	return new GenesysApiError({ status: 401, code: 'signin.required', contextId: '', message, advice });
}
