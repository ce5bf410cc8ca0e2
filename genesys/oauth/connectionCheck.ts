import type { Send } from '../client';
import { GenesysApiError, GenesysUnreachableError, inOneText } from '../errors';
import { login, type ClientCredentials, type PostForm } from './login';
import { findMissingPermissions, inWords } from './permissions';

export interface ConnectionCheck {
	ok: boolean;
	/** One or two sentences for a person: what failed, and what to do. */
	message: string;
}

/** What the check needs from its caller; `sendWith` returns a transport that sends this token. */
export interface ConnectionCheckTools {
	post: PostForm;
	sendWith: (accessToken: string) => Send;
	sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Makes a real token request and real API calls, and says which of them failed and why: region unreachable, Client ID
 * unknown, secret wrong, or a role that lacks permissions (all that are missing, with what needs them).
 */
export async function checkConnection(
	credentials: ClientCredentials,
	{ post, sendWith, sleep }: ConnectionCheckTools,
): Promise<ConnectionCheck> {
	try {
		const accessToken = await login(credentials, post);
		const send = sendWith(accessToken);
		const missing = await findMissingPermissions(send, sleep);
		if (missing.length === 0) return { ok: true, message: 'Connected: token received, all permissions present' };
		const list = missing.map(inWords).join('; ');
		return {
			ok: false,
			message: `The token works, but the role of the OAuth client lacks: ${list}. Add it in Admin › Roles / Permissions.`,
		};
	} catch (error) {
		const isFromGenesys = error instanceof GenesysApiError || error instanceof GenesysUnreachableError;
		return { ok: false, message: isFromGenesys ? inOneText(error) : String(error) };
	}
}
