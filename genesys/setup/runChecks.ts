import { anObject } from '../answers';
import { isPermissionError } from '../apiError';
import type { GenesysClient } from '../client';
import { GenesysUnreachableError, OurError } from '../errors';
import { missingOf, type PermissionNeed } from '../oauth/permissions';
import { finding, type Finding } from './findings';

/** A check of what it `sees`, and the permission it needs. */
export type Check<Subject> = { permission?: string; sees: string; run(subject: Subject): Promise<Finding[]> };

/**
 * Runs the checks in order and returns their findings. Each can use what earlier checks added to the subject. A check that fails
 * is a finding, and the others still run.
 * @param findings findings from before the first request
 */
export async function runChecks<Subject extends { client: GenesysClient }>(
	subject: Subject, checks: ReadonlyArray<Check<Subject>>, findings: Finding[],
): Promise<Finding[]> {
	// This request needs no permission.
	const { error } = await subject.client.attempt({ method: 'GET', path: '/api/v2/tokens/me' }, { what: 'Log in', read: anObject });
	const isLogin = error instanceof GenesysUnreachableError || (error && ![403, 404].includes(error.status));
	if (isLogin) return [...findings, loginFailed(error.message, error.advice)];
	const all = [...findings];
	for (const check of checks) {
		const found = await check.run(subject).catch((failure: unknown) => [failedCheck(check, failure)]);
		// Report a permission only once, with what needs it in daily operation.
		all.push(...found.filter(({ permission }) => !permission || all.every((known) => known.permission !== permission)));
	}
	return all;
}

function failedCheck({ permission, sees }: Pick<Check<never>, 'permission' | 'sees'>, failure: unknown): Finding {
	if (permission !== undefined && isPermissionError(failure)) {
		const what = `The role of the OAuth client or signed-in user lacks ${permission} (or lacks it in this division), so Setup: Check couldn't check ${sees}.`;
		const advice =
			'Conversations work without it. To include this check, add the permission to the role in Admin › Roles / Permissions. If the role has it, assign the role in this division too.';
		return finding('permission.missing', what, { severity: 'warning', advice, permission });
	}
	const [message, advice] = failure instanceof OurError ? [failure.message, failure.advice] : [String(failure), 'Try again.'];
	return finding('check.failed', `Setup: Check couldn't check ${sees}: ${message}`, { advice });
}

export function loginFailed(reason: string, advice: string): Finding {
	return finding('login.failed', `n8n couldn't log in to Genesys Cloud: ${reason}`, { advice });
}

/** Permissions of daily operation, without those of Setup: Provision. */
export async function checkPermissions(client: GenesysClient, needs: readonly PermissionNeed[]): Promise<Finding[]> {
	return (await missingOf(client, needs)).map(({ permission, neededFor, orElse }) => {
		const names = `${permission}${orElse === undefined ? '' : ` (or ${orElse})`}`;
		return finding('permission.missing', `The role of the OAuth client or signed-in user lacks ${names}, needed for ${neededFor}.`, { permission });
	});
}
