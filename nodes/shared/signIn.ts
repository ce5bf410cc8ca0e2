import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { GenesysApiError } from '../../genesys/errors';

/** Token endpoint errors that require a new sign-in (RFC 6749, 5.2). */
const FINAL = ['invalid_grant', 'invalid_client', 'unauthorized_client'];
/** n8n's messages for a missing refresh token: in 2.31 and newer, and in older versions. */
const WITHOUT_REFRESH_TOKEN = /\brefresh ?token (?:is required|is available)\b/i;

/** Whether the account of a Genesys Cloud OAuth2 API credential is connected, so that n8n has a token. */
export function isConnected({ oauthTokenData }: ICredentialDataDecryptedObject): boolean {
	return typeof oauthTokenData === 'object' && 'access_token' in oauthTokenData;
}

/** Whether a user's access token can no longer be renewed. @param causes of n8n's error, which differs between versions */
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
