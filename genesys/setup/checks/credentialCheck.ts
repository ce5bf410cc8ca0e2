import { anObject } from '../../answers';
import { GenesysApiError, GenesysUnreachableError, sentence } from '../../errors';
import { missingOf, PERMISSIONS, type PermissionNeed } from '../../oauth/permissions';
import { MIN_SECRET_LENGTH } from '../../openMessaging/signature';
import { error, type Check, type Finding, type Subject } from './finding';

export const secretCheck: Check = {
	sees: 'the webhook secret',
	run: async ({ webhookSecret }) => {
		if (webhookSecret.length >= MIN_SECRET_LENGTH) return [];
		const advice = `Enter a random text of ${MIN_SECRET_LENGTH} characters or more as Webhook Secret in the Genesys Cloud credential, then run Integration: Update with Webhook Secret set to Replace.`;
		return webhookSecret === ''
			? [error('secret.missing', 'The credential has no webhook secret, so no delivery could be verified.', advice)]
			: [error('secret.tooShort', `The webhook secret has only ${webhookSecret.length} characters; Genesys Cloud refuses it.`, advice)];
	},
};

/** The finding for a credential that gets no token. */
export function loginFailed(reason: string, advice: string): Finding {
	return error('login.failed', sentence(`Genesys Cloud cannot be logged in to: ${reason}`), advice);
}

/** Why there is no token, or `undefined` when there is one. The call needs no permission. */
export async function failedLogin({ client }: Subject): Promise<Finding | undefined> {
	const { error: failure } = await client.attempt({ method: 'GET', path: '/api/v2/tokens/me' }, { what: 'Log in', read: anObject });
	const isLogin =
		failure instanceof GenesysUnreachableError || (failure instanceof GenesysApiError && ![403, 404].includes(failure.status));
	return isLogin ? loginFailed(failure.message, failure.advice) : undefined;
}

/** What chats need day by day; the permissions of a set-up are not asked for. */
export const permissionCheck: Check = {
	sees: 'the permissions of the role',
	run: async ({ client }) => (await missingOf(client, PERMISSIONS)).map(missingPermission),
};

function missingPermission({ permission, neededFor, orElse }: PermissionNeed): Finding {
	return {
		...error(
			'permission.missing',
			`The role of the OAuth client lacks ${permission}${orElse === undefined ? '' : ` (or ${orElse})`}, needed for ${neededFor}.`,
			'Add it to the role in Admin › Roles / Permissions.',
		),
		permission,
	};
}
