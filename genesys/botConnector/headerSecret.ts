import { createHmac, timingSafeEqual } from 'node:crypto';
import { asObject, parseJson, type JsonObject } from '../json';
import { isSecret, MIN_SECRET_LENGTH } from '../openMessaging/signature';

/** The header, entered in the integration by the administrator, that authenticates Genesys Cloud's requests. */
export interface HeaderSecret {
	headerName: string;
	secret: string;
	isJwtKey: boolean; // Whether the header holds a JSON Web Token signed with the secret (HS256) instead of the secret itself.
}

export function isUsable({ headerName, secret }: HeaderSecret): boolean {
	return headerName !== '' && secret.length >= MIN_SECRET_LENGTH;
}

/** The trigger's 401 message for an unauthenticated request. Setup: Check recognizes the trigger by it. */
export const HEADER_REFUSED = 'The authentication header is missing, wrong, or expired';

/**
 * The header value to enter in Genesys Cloud. For a JWT key, it's always the same token without an expiration time, since Genesys
 * Cloud never renews it.
 */
export function headerValueOf({ secret, isJwtKey }: HeaderSecret): string {
	if (!isJwtKey) return secret;
	const [header, payload] = [{ alg: 'HS256', typ: 'JWT' }, { iss: 'n8n' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
	const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
	return `Bearer ${header}.${payload}.${signature}`;
}

const MAX_LENGTH = 8_192; // Longer than any token in a Genesys Cloud credential field.

/**
 * Whether the header's value authenticates the request. Accepts the secret or token with or without a case-insensitive `Bearer `.
 * Never throws, compares in constant time, and returns false if the secret is missing or too short.
 * @param now milliseconds since 1970
 */
export function isProven(value: unknown, expected: HeaderSecret, now: number): boolean {
	if (typeof value !== 'string' || value.length > MAX_LENGTH || !isUsable(expected)) return false;
	const withoutScheme = value.replace(/^bearer +/i, '');
	if (expected.isJwtKey) return isValidToken(withoutScheme, expected.secret, now);
	// Compares both, since the secret may include the scheme.
	const [asItIs, bare] = [value, withoutScheme].map((text) => isSecret(text, expected.secret));
	return asItIs || bare;
}

const PART = /^[\w-]+$/; // Base64url without padding (RFC 7515, 2).

/** Allows no clock skew, since these tokens are long-lived and Genesys Cloud never renews them. */
function isValidToken(token: string, key: string, now: number): boolean {
	const parts = token.split('.');
	if (parts.length !== 3 || !parts.every((part) => PART.test(part))) return false;
	const [header, payload, signature] = parts;
	const expected = createHmac('sha256', key).update(`${header}.${payload}`).digest();
	const given = Buffer.from(signature, 'base64url');
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
	const { alg, crit } = jsonIn(header) ?? {};
	const claims = jsonIn(payload);
	// A token with unknown `crit` extensions must be rejected (RFC 7515, 4.1.11).
	if (alg !== 'HS256' || crit !== undefined || !claims) return false;
	const { exp, nbf } = claims;
	const seconds = now / 1000;
	const isRunning = exp === undefined || (isNumber(exp) && seconds < exp);
	return isRunning && (nbf === undefined || (isNumber(nbf) && seconds >= nbf));
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function jsonIn(part: string): JsonObject | undefined {
	return asObject(parseJson(Buffer.from(part, 'base64url').toString('utf8')));
}
