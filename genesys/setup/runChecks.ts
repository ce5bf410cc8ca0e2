import { anObject } from '../answers';
import { isPermissionError } from '../apiError';
import type { GenesysClient } from '../client';
import { GenesysUnreachableError, OurError } from '../errors';
import { missingOf, type PermissionNeed } from '../oauth/permissions';
import { finding, type Finding } from './findings';

/** Without the permission, the check of what it `sees` cannot be made. */
export type Check<Subject> = { permission?: string; sees: string; run(subject: Subject): Promise<Finding[]> };

/**
 * What the checks find, made in their order: each may use what those before it have left in the subject. What cannot be
 * checked is a finding, too, and the checks go on.
 * @param findings what is known before the first request
 */
export async function runChecks<Subject extends { client: GenesysClient }>(
	subject: Subject, checks: ReadonlyArray<Check<Subject>>, findings: Finding[],
): Promise<Finding[]> {
	// Asking about the token needs no permission.
	const { error } = await subject.client.attempt({ method: 'GET', path: '/api/v2/tokens/me' }, { what: 'Log in', read: anObject });
	const isLogin = error instanceof GenesysUnreachableError || (error && ![403, 404].includes(error.status));
	if (isLogin) return [...findings, loginFailed(error.message, error.advice)];
	const all = [...findings];
	for (const check of checks) {
		const found = await check.run(subject).catch((failure: unknown) => [failedCheck(check, failure)]);
		// Report a permission once, with what needs it day by day.
		all.push(...found.filter(({ permission }) => !permission || all.every((known) => known.permission !== permission)));
	}
	return all;
}

function failedCheck({ permission, sees }: Pick<Check<never>, 'permission' | 'sees'>, failure: unknown): Finding {
	if (permission !== undefined && isPermissionError(failure)) {
		const what = `The role of the OAuth client or signed-in user lacks ${permission} (or lacks it in this division), so ${sees} could not be checked.`;
		const advice =
			'Chats do without it. To have it checked, add it to the role in Admin › Roles / Permissions; where the role has it, give the OAuth client or signed-in user the role in this division, too.';
		return finding('permission.missing', what, { severity: 'warning', advice, permission });
	}
	const [message, advice] = failure instanceof OurError ? [failure.message, failure.advice] : [String(failure), 'Try again.'];
	return finding('check.failed', `It could not be checked: ${sees}. ${message}`, { advice });
}

export function loginFailed(reason: string, advice: string): Finding {
	return finding('login.failed', `Genesys Cloud cannot be logged in to: ${reason}`, { advice });
}

/** What chats need day by day; the permissions of Setup: Provision are not asked for. */
export async function checkPermissions(client: GenesysClient, needs: readonly PermissionNeed[]): Promise<Finding[]> {
	return (await missingOf(client, needs)).map(({ permission, neededFor, orElse }) => {
		const names = `${permission}${orElse === undefined ? '' : ` (or ${orElse})`}`;
		return finding('permission.missing', `The role of the OAuth client or signed-in user lacks ${names}, needed for ${neededFor}.`, { permission });
	});
}
