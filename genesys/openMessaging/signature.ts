import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header that carries the signature; header names are compared in lower case. */
export const SIGNATURE_HEADER = 'x-hub-signature-256';

/** Genesys takes secrets "longer than 15 characters" (OpenIntegrationRequest). */
export const MIN_SECRET_LENGTH = 16;

const PREFIX = 'sha256=';
/**
 * A SHA-256 digest in base64: 43 characters and one sign of padding. The last character carries four bits only. With its
 * other two bits set it would spell the same digest, and one delivery would have four signatures: a proxy that routes
 * repeats by the signature would take them for different ones.
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
 * @param header value of `X-Hub-Signature-256`
 * @param secrets the current secret and, while it is being rotated, the previous one
 */
export function isSignedBy(rawBody: Uint8Array, header: unknown, secrets: readonly string[]): boolean {
	if (!isWellFormed(header)) return false;
	const given = Buffer.from(header.slice(PREFIX.length), 'base64');
	// Every secret is tried, so that the time does not tell which of them matched.
	return usableSecrets(secrets)
		.map((secret) => timingSafeEqual(digest(rawBody, secret), given))
		.includes(true);
}

/** Can this header be a signature at all? */
export function isWellFormed(header: unknown): header is string {
	return typeof header === 'string' && header.startsWith(PREFIX) && BASE64_DIGEST.test(header.slice(PREFIX.length));
}

/** The secrets that are long enough to prove anything. */
export function usableSecrets(secrets: readonly string[]): string[] {
	return secrets.filter((secret) => secret.length >= MIN_SECRET_LENGTH);
}

function digest(rawBody: Uint8Array, secret: string): Buffer {
	return createHmac('sha256', Buffer.from(secret, 'utf8')).update(rawBody).digest();
}
