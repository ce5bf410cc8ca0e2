import { createHash, timingSafeEqual } from 'node:crypto';
import { usableSecrets } from './openMessaging/signature';

/**
 * Is this value one of the secrets? Never throws; compares in constant time. False without a secret long enough to count.
 */
export function isOneOf(given: unknown, secrets: readonly string[]): boolean {
	if (typeof given !== 'string') return false;
	const digest = digestOf(given);
	// Every secret is tried, so that the time does not tell which of them matched.
	return usableSecrets(secrets)
		.map((secret) => timingSafeEqual(digestOf(secret), digest))
		.includes(true);
}

/** Of equal length whatever the value's length is, which is no secret then either. */
function digestOf(value: string): Buffer {
	return createHash('sha256').update(value, 'utf8').digest();
}
