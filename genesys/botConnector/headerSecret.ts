import { createHmac, timingSafeEqual } from 'node:crypto';
import { asObject, parseJson, type JsonObject } from '../json';
import { isSecret, MIN_SECRET_LENGTH } from '../openMessaging/signature';

/** How requests of Genesys Cloud prove themselves: by a header that the administrator has entered in the integration. */
export interface HeaderSecret {
	headerName: string;
	secret: string;
	isJwtKey: boolean; // Is the secret the HS256 key of a JSON Web Token in the header, rather than the header's value?
}

export function isUsable({ headerName, secret }: HeaderSecret): boolean {
	return headerName !== '' && secret.length >= MIN_SECRET_LENGTH;
}

/** What the trigger answers, with 401, to a request that is not proven. Setup: Check tells the trigger by it from all other servers. */
export const HEADER_REFUSED = 'The header that proves the request is missing, wrong or expired';

/**
 * The header's value as it is entered in Genesys Cloud. With a key, that is a token without an expiry, the same every time:
 * Genesys Cloud never renews it.
 */
export function headerValueOf({ secret, isJwtKey }: HeaderSecret): string {
	if (!isJwtKey) return secret;
	const [header, payload] = [{ alg: 'HS256', typ: 'JWT' }, { iss: 'n8n' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
	const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
	return `Bearer ${header}.${payload}.${signature}`;
}

const MAX_LENGTH = 8_192; // Longer than any token that a credential field of Genesys Cloud holds.

/**
 * Does the header's value prove the request? The value is the secret or the token itself, or has `Bearer ` before it, in
 * whatever case. Never throws; in constant time; false when the secret is missing or too short.
 * @param now milliseconds since 1970
 */
export function isProven(value: unknown, expected: HeaderSecret, now: number): boolean {
	if (typeof value !== 'string' || value.length > MAX_LENGTH || !isUsable(expected)) return false;
	const withoutScheme = value.replace(/^bearer +/i, '');
	if (expected.isJwtKey) return isValidToken(withoutScheme, expected.secret, now);
	// Both are compared, as the secret itself may have been entered with its scheme.
	const [asItIs, bare] = [value, withoutScheme].map((text) => isSecret(text, expected.secret));
	return asItIs || bare;
}

const PART = /^[\w-]+$/; // Base64url without padding (RFC 7515, 2).

/** No leeway for clocks: nobody issues these tokens by the minute, and Genesys Cloud never renews them. */
function isValidToken(token: string, key: string, now: number): boolean {
	const parts = token.split('.');
	if (parts.length !== 3 || !parts.every((part) => PART.test(part))) return false;
	const [header, payload, signature] = parts;
	const expected = createHmac('sha256', key).update(`${header}.${payload}`).digest();
	const given = Buffer.from(signature, 'base64url');
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
	const { alg, crit } = jsonIn(header) ?? {};
	const claims = jsonIn(payload);
	// Whoever does not know what `crit` names has to refuse the token (RFC 7515, 4.1.11).
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
