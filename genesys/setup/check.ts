import { isPermissionError } from '../apiError';
import { OurError, sentence } from '../errors';
import { failedLogin, permissionCheck, secretCheck } from './checks/credentialCheck';
import { warning, type Check, type Finding, type Subject } from './checks/finding';
import { integrationCheck } from './checks/integrationCheck';
import { contentCheck, typingCheck } from './checks/profilesCheck';
import { queueCheck } from './checks/queueCheck';
import { flowCheck, routeCheck } from './checks/routeCheck';
import { threadingCheck } from './checks/threadingCheck';
import { webhookCheck } from './checks/webhookCheck';

/** In the order in which a chat meets them; each may use what those before it have found. */
const CHECKS: readonly Check[] = [
	permissionCheck,
	integrationCheck,
	contentCheck,
	typingCheck,
	routeCheck,
	flowCheck,
	threadingCheck,
	webhookCheck,
	queueCheck,
];

/**
 * What is wrong between a webhook and a queue; nothing when all is well. It changes nothing. A failed login, a missing
 * permission and a check that fails are findings as well, and the other checks go on.
 */
export async function checkSetup(subject: Subject): Promise<Finding[]> {
	const findings = await secretCheck.run(subject);
	const login = await failedLogin(subject);
	if (login) return [...findings, login];
	for (const check of CHECKS) {
		const found = await check.run(subject).catch((failure: unknown) => [failedCheck(check, failure)]);
		findings.push(...found.filter((finding) => !isKnown(findings, finding)));
	}
	return findings;
}

/** A permission is told once, with what it is needed for day by day where it is. */
function isKnown(findings: Finding[], { permission }: Finding): boolean {
	return permission !== undefined && findings.some((finding) => finding.permission === permission);
}

function failedCheck({ permission, sees }: Check, failure: unknown): Finding {
	if (permission !== undefined && isPermissionError(failure)) {
		const what = `The role of the OAuth client lacks ${permission} (or lacks it in this division), so ${sees} could not be checked.`;
		return { ...warning('permission.missing', what, 'Chats do without it. To have it checked, add it to the role in Admin › Roles / Permissions; where the role has it, give the OAuth client the role in this division, too.'), permission };
	}
	const [message, advice] = failure instanceof OurError ? [failure.message, failure.advice] : [String(failure), 'Try again.'];
	return warning('check.failed', sentence(`It could not be checked: ${sees}. ${message}`), advice);
}
