import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Header that carries the signature; header names are compared in lower case. */
export const SIGNATURE_HEADER = 'x-hub-signature-256';
/** Genesys takes secrets "longer than 15 characters" (OpenIntegrationRequest). */
export const MIN_SECRET_LENGTH = 16;

const PREFIX = 'sha256=';
/**
 * A SHA-256 digest in base64. The last character carries four bits only: with its other two set it would spell the same
 * digest, and a proxy that routes repeats by the signature would take one delivery for several.
 */
const BASE64_DIGEST = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/**
 * The value of `X-Hub-Signature-256` for a body: `sha256=` and the base64 (not hex, although the header imitates
 * GitHub's) HMAC-SHA256 of the raw body bytes, keyed with the UTF-8 bytes of the integration's secret.
 * Source: developer.genesys.cloud, commdigital/digital/openmessaging/validate.
 */
export function sign(rawBody: Uint8Array, secret: string): string {
	return PREFIX + digest(rawBody, secret).toString('base64');
}

/**
 * Was this body signed with one of the secrets? Never throws; compares in constant time.
 * False when the header is missing or malformed, and when there is no secret long enough to count (fails closed).
 *
 * @param rawBody the bytes as they came, before parsing
 * @param secrets the current secret and, while it is being rotated, the previous one
 */
export function isSignedBy(rawBody: Uint8Array, header: unknown, secrets: readonly string[]): boolean {
	if (!isWellFormed(header)) return false;
	const given = Buffer.from(header.slice(PREFIX.length), 'base64');
	return isAmong(given, usableSecrets(secrets).map((secret) => digest(rawBody, secret)));
}

/** Can this header be a signature at all? */
export function isWellFormed(header: unknown): header is string {
	return typeof header === 'string' && header.startsWith(PREFIX) && BASE64_DIGEST.test(header.slice(PREFIX.length));
}

/** Is this value itself one of the secrets? Never throws; compares in constant time; fails closed as `isSignedBy` does. */
export function isOneOf(given: unknown, secrets: readonly string[]): boolean {
	// Digests are equally long whatever the value's length is, which is no secret then either.
	const digestOf = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return typeof given === 'string' && isAmong(digestOf(given), usableSecrets(secrets).map(digestOf));
}

/** The secrets that are long enough to prove anything. */
export function usableSecrets(secrets: readonly string[]): string[] {
	return secrets.filter((secret) => secret.length >= MIN_SECRET_LENGTH);
}

/**
 * Tells webhook secrets apart where a secret must not be kept. Four bytes: too few to confirm a guess of a secret, enough
 * to notice that it is another one.
 */
export function secretMark(webhookSecret: string): string {
	return createHmac('sha256', webhookSecret).update('n8n-open-messaging').digest('hex').slice(0, 8);
}

/** Genesys repeats a delivery for 85 seconds. Wide on purpose: a wrong clock or a queueing proxy must not cost a message. */
export const MAX_AGE_DAYS = 365;

/**
 * Was this delivery signed so long ago that it was replayed, out of a log or a backup, say? One without a readable time
 * counts as new, and so does one from the future: the clock here is behind.
 *
 * @param time the delivery's own, as ISO-8601; the signature covers it
 * @param now milliseconds since 1970
 */
export function isReplay(time: string | undefined, now: number): boolean {
	return now - Date.parse(time ?? '') > MAX_AGE_DAYS * 24 * 60 * 60 * 1000;
}

/** Compares with all, so that the time does not tell which of them matched. */
function isAmong(given: Buffer, digests: Buffer[]): boolean {
	return digests.map((each) => timingSafeEqual(each, given)).includes(true);
}

function digest(rawBody: Uint8Array, secret: string): Buffer {
	return createHmac('sha256', Buffer.from(secret, 'utf8')).update(rawBody).digest();
}
