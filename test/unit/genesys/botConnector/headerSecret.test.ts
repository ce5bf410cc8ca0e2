import { HmacSHA256, HmacSHA512, enc, type lib } from 'crypto-js';
import { isProven, type HeaderSecret } from '../../../../genesys/botConnector/headerSecret';

/** Authentication by header: a static secret, or a JSON Web Token signed with another library's HMAC. */

const SECRET = 'a secret of these tests';
const NOW = Date.parse('2026-01-31T10:00:00.000Z');
const seconds = NOW / 1000;

const isStatic: HeaderSecret = { headerName: 'authorization', secret: SECRET, isJwtKey: false };
const asKey: HeaderSecret = { ...isStatic, isJwtKey: true };

const url = (words: lib.WordArray) => enc.Base64url.stringify(words);
const part = (value: unknown) => url(enc.Utf8.parse(typeof value === 'string' ? value : JSON.stringify(value)));
const token = (claims: unknown = {}, header: unknown = { alg: 'HS256', typ: 'JWT' }, sign = HmacSHA256, key = SECRET) => {
	const signed = `${part(header)}.${part(claims)}`;
	return `${signed}.${url(sign(signed, key))}`;
};

describe('a static secret', () => {
	it.each([SECRET, `Bearer ${SECRET}`, `bearer  ${SECRET}`])('accepts the static secret as %s', (value) => {
		expect(isProven(value, isStatic, NOW)).toBe(true);
	});

	it('accepts a secret that was entered with its scheme', () => {
		expect(isProven('Bearer something long', { ...isStatic, secret: 'Bearer something long' }, NOW)).toBe(true);
	});

	it.each([undefined, '', ' ', 'Bearer', `${SECRET} `, SECRET.slice(1), SECRET.toUpperCase(), `Basic ${SECRET}`, `Bearer Bearer ${SECRET}`, [SECRET], 42, token()])(
		'rejects %j',
		(value) => {
			expect(isProven(value, isStatic, NOW)).toBe(false);
		},
	);

	it.each(['', 'fifteen letters'])('rejects every request if the secret is "%s", even the matching one', (secret) => {
		expect(isProven(secret, { ...isStatic, secret }, NOW)).toBe(false);
		expect(isProven(token({}, undefined, HmacSHA256, secret), { ...asKey, secret }, NOW)).toBe(false);
	});
});

describe('the key of a JSON Web Token', () => {
	it.each([{}, { exp: seconds + 1 }, { nbf: seconds, exp: seconds + 0.5 }, { exp: undefined, sub: 'x', aud: ['y'] }])('accepts a token with %j', (claims) => {
		expect(isProven(token(claims), asKey, NOW)).toBe(true);
		expect(isProven(`Bearer ${token(claims)}`, asKey, NOW)).toBe(true);
	});

	it.each([{ exp: seconds }, { exp: seconds - 1 }, { nbf: seconds + 1 }, { exp: String(seconds + 60) }, { exp: null }, { nbf: 'soon' }, { exp: 0 }, [], 'text', 42, null])(
		'rejects a token with %j',
		(claims) => {
			expect(isProven(token(claims), asKey, NOW)).toBe(false);
		},
	);

	it.each([{ alg: 'none' }, { alg: 'None' }, { alg: 'hs256' }, { alg: 'HS512' }, { alg: 'RS256' }, { alg: ['HS256'] }, {}, { alg: 'HS256', crit: ['exp'] }, 'no JSON'])(
		'rejects the token header %j even with a valid signature',
		(header) => {
			expect(isProven(token({}, header), asKey, NOW)).toBe(false);
		},
	);

	const good = token({ exp: seconds + 60 });
	const [header, claims, signature] = good.split('.');
	it.each([
		SECRET,
		`Bearer ${SECRET}`,
		`${header}.${claims}`,
		`${header}.${claims}.`,
		`${part({ alg: 'none' })}.${claims}.`,
		`${header}.${part({ exp: seconds + 6000 })}.${signature}`,
		`${good}.${signature}`,
		`${good}=`,
		good.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')).replace('.', '..'),
		`${header}.${claims}.${signature.slice(0, -4)}`,
		token({ exp: seconds + 60 }, { alg: 'HS512' }, HmacSHA512),
		token({}, undefined, HmacSHA256, 'another key than this'),
		'..',
		'a.b.c',
		'\u0000.\u0000.\u0000',
		'x'.repeat(1_000_000),
		`${header}.${'x'.repeat(1_000_000)}.${signature}`,
	])('rejects %.40s', (value) => {
		expect(isProven(value, asKey, NOW)).toBe(false);
	});
});
