import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Header that carries the signature; header names are compared in lower case. */
export const SIGNATURE_HEADER = 'x-hub-signature-256';
export const MIN_SECRET_LENGTH = 16; // Genesys takes secrets "longer than 15 characters" (OpenIntegrationRequest).
/** The last character carries four bits only: other spellings of a digest would pass by a proxy that knows repeats by the signature. */
const SIGNATURE = /^sha256=[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
/**
 * The value of `X-Hub-Signature-256` for a body: `sha256=` and the base64 (not hex, although the header imitates GitHub's)
 * HMAC-SHA256 of the raw bytes, keyed with the secret in UTF-8.
 * Source: developer.genesys.cloud, commdigital/digital/openmessaging/validate.
 */
export function sign(rawBody: Uint8Array, secret: string): string {
	return `sha256=${createHmac('sha256', secret).update(rawBody).digest('base64')}`;
}

/** Were these bytes, as they came, signed with the secret? Never throws; in constant time; false for a secret that is too short. */
export function isSignedBy(rawBody: Uint8Array, header: unknown, secret: string): boolean {
	return isWellFormed(header) && isUsable(secret) && timingSafeEqual(Buffer.from(header), Buffer.from(sign(rawBody, secret)));
}

export function isWellFormed(header: unknown): header is string {
	return typeof header === 'string' && SIGNATURE.test(header);
}

/** Is this value itself the secret? Never throws; compares in constant time; false for a secret that is too short. */
export function isSecret(given: string, secret: string): boolean {
	// Digests are equally long whatever the value's length is, which is no secret then either.
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return isUsable(secret) && timingSafeEqual(digest(given), digest(secret));
}

export function usableSecrets(secrets: readonly string[]): string[] {
	return secrets.filter(isUsable);
}

function isUsable(secret: string): boolean {
	return secret.length >= MIN_SECRET_LENGTH;
}

/** Tells secrets apart where none may be kept, in four bytes: too few to confirm a guess of one, enough to notice another. */
export function secretMark(webhookSecret: string): string {
	return createHmac('sha256', webhookSecret).update('n8n-open-messaging').digest('hex').slice(0, 8);
}

/** Genesys repeats a delivery for 85 seconds. Wide on purpose: a wrong clock or a queueing proxy must not cost a message. */
export const MAX_AGE_DAYS = 365;
/** Was a delivery replayed, out of a log, say? @param time its own, signed, as ISO-8601; without one it is new @param now ms since 1970 */
export function isReplay(time: string | undefined, now: number): boolean {
	return now - Date.parse(time ?? '') > MAX_AGE_DAYS * 24 * 60 * 60 * 1000;
}
