import { createHmac } from 'node:crypto';
import { credentialNameFor } from '../../../../genesys/botConnector/configuration';
import { headerValueOf, isProven } from '../../../../genesys/botConnector/headerSecret';

/** What Setup: Provision enters in Genesys Cloud as the header. */

const secret = 'a secret of 16 or more';
const header = { headerName: 'Authorization', secret, isJwtKey: false };
const withKey = { ...header, isJwtKey: true };

describe('the header that Setup: Provision enters', () => {
	it('is the secret as it stands', () => {
		expect(headerValueOf(header)).toBe(secret);
		expect(isProven(headerValueOf(header), header, Date.now())).toBe(true);
	});

	it('is a signed token without an expiry where the secret is a key', () => {
		const [head, payload, signature] = headerValueOf(withKey).replace('Bearer ', '').split('.');
		expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
		expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({ iss: 'n8n' });
		expect(signature).toBe(createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url'));
		const inAHundredYears = Date.now() + 100 * 365 * 24 * 60 * 60 * 1000;
		expect(isProven(headerValueOf(withKey), withKey, inAHundredYears)).toBe(true);
		expect(isProven(headerValueOf(withKey), { ...withKey, secret: 'another secret of 16' }, Date.now())).toBe(false);
	});

	it('has the same mark every time, and another one for another secret, kind or header', () => {
		const names = [header, withKey, { ...header, secret: 'another secret of 16' }, { ...header, headerName: 'X-Api-Key' }].map(credentialNameFor);
		expect(new Set(names).size).toBe(names.length);
		expect(credentialNameFor(withKey)).toBe(credentialNameFor({ ...withKey }));
		for (const name of names) expect(name).not.toContain(secret.slice(0, 8));
	});
});
