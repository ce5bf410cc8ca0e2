import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Signature header, in lower case. */
export const SIGNATURE_HEADER = 'x-hub-signature-256';
export const MIN_SECRET_LENGTH = 16; // "longer than 15 characters" (OpenIntegrationRequest).
/** The last character has only four bits. Other spellings of a digest would get past a proxy that detects repeats by signature. */
const SIGNATURE = /^sha256=[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
/**
 * The value of `X-Hub-Signature-256` for a body: `sha256=` and the base64 (not hex, although the header imitates GitHub's)
 * HMAC-SHA256 of the raw bytes, keyed with the secret in UTF-8.
 * Source: developer.genesys.cloud, commdigital/digital/openmessaging/validate.
 */
export function sign(rawBody: Uint8Array, secret: string): string {
	return `sha256=${createHmac('sha256', secret).update(rawBody).digest('base64')}`;
}

/** Whether the raw bytes are signed with the secret. Never throws, takes constant time, and is false for a secret that is too short. */
export function isSignedBy(rawBody: Uint8Array, header: unknown, secret: string): boolean {
	return isWellFormed(header) && isUsable(secret) && timingSafeEqual(Buffer.from(header), Buffer.from(sign(rawBody, secret)));
}

export function isWellFormed(header: unknown): header is string {
	return typeof header === 'string' && SIGNATURE.test(header);
}

/** Whether the value is the secret. Never throws, takes constant time, and is false for a secret that is too short. */
export function isSecret(given: string, secret: string): boolean {
	// Digests have the same length, so the comparison doesn't reveal the value's length.
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return isUsable(secret) && timingSafeEqual(digest(given), digest(secret));
}

export function usableSecrets(secrets: readonly string[]): string[] {
	return secrets.filter(isUsable);
}

function isUsable(secret: string): boolean {
	return secret.length >= MIN_SECRET_LENGTH;
}

/** A four-byte fingerprint to detect a changed secret without storing it: too short to confirm a guess. */
export function secretMark(webhookSecret: string): string {
	return createHmac('sha256', webhookSecret).update('n8n-open-messaging').digest('hex').slice(0, 8);
}

/** Genesys Cloud retries a delivery for 85 seconds. The limit is generous, so that a wrong clock or a queueing proxy loses no message. */
export const MAX_AGE_DAYS = 365;
/** Whether a delivery is a replay, for example from a log. @param time its signed time, ISO 8601; without one, it's new @param now milliseconds since 1970 */
export function isReplay(time: string | undefined, now: number): boolean {
	return now - Date.parse(time ?? '') > MAX_AGE_DAYS * 24 * 60 * 60 * 1000;
}
