import { createHmac } from 'node:crypto';
import { credentialNameFor } from '../../../../genesys/botConnector/configuration';
import { headerValueOf, isProven } from '../../../../genesys/botConnector/headerSecret';

/** The header value that Setup: Provision enters in Genesys Cloud. */

const secret = 'a secret of 16 or more';
const header = { headerName: 'Authorization', secret, isJwtKey: false };
const withKey = { ...header, isJwtKey: true };

describe('the header that Setup: Provision enters', () => {
	it('uses the secret unchanged', () => {
		expect(headerValueOf(header)).toBe(secret);
		expect(isProven(headerValueOf(header), header, Date.now())).toBe(true);
	});

	it('creates a signed token without an expiration time if the secret is a JWT key', () => {
		const [head, payload, signature] = headerValueOf(withKey).replace('Bearer ', '').split('.');
		expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
		expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({ iss: 'n8n' });
		expect(signature).toBe(createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url'));
		const inAHundredYears = Date.now() + 100 * 365 * 24 * 60 * 60 * 1000;
		expect(isProven(headerValueOf(withKey), withKey, inAHundredYears)).toBe(true);
		expect(isProven(headerValueOf(withKey), { ...withKey, secret: 'another secret of 16' }, Date.now())).toBe(false);
	});

	it('derives a stable hash that differs by secret, type, and header', () => {
		const names = [header, withKey, { ...header, secret: 'another secret of 16' }, { ...header, headerName: 'X-Api-Key' }].map(credentialNameFor);
		expect(new Set(names).size).toBe(names.length);
		expect(credentialNameFor(withKey)).toBe(credentialNameFor({ ...withKey }));
		for (const name of names) expect(name).not.toContain(secret.slice(0, 8));
	});
});
