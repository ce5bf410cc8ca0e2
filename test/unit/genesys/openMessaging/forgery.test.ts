import fc from 'fast-check';
import { createHash, createHmac } from 'node:crypto';
import { isSignedBy } from '../../../../genesys/openMessaging/signature';
import { delivery } from './delivery';

const SECRET = 'the one that Genesys Cloud signs with';
const PREVIOUS = 'the one that it signed with before that';
const PREFIX = 'sha256=';

const hmac = (body: Uint8Array | string, secret = SECRET, algorithm = 'sha256') => createHmac(algorithm, secret).update(body);
const good = (body: Uint8Array | string, secret = SECRET) => PREFIX + hmac(body, secret).digest('base64');

const bodies = fc.record({ text: fc.string({ unit: 'binary' }), id: fc.uuid() }).map((changes) => JSON.stringify(delivery({ ...changes, text: `ü${changes.text}` })));
const notSecret = fc.string({ unit: 'binary' }).filter((text) => ![SECRET, PREVIOUS].includes(text));

/** Letters that look the same and are others. */
const LOOK_ALIKES: Record<string, string> = { A: 'А', a: 'а', B: 'В', c: 'с', e: 'е', o: 'о', s: 'ѕ', '=': '＝', '+': '＋', '/': '／', '0': 'Ｏ' };

/** One way to forge a header for a body: what it is made of varies with `n` and `text`. */
type Forge = (body: string, n: number, text: string) => unknown;

const FORGERIES: Record<string, Forge> = {
	'another secret': (body, _n, text) => good(body, text),
	'the secret in other case': (body) => good(body, SECRET.toUpperCase()),
	'the secret with a blank': (body) => good(body, `${SECRET} `),
	'an empty secret': (body) => good(body, ''),
	'the secret in base64': (body) => good(body, Buffer.from(SECRET).toString('base64')),
	'no secret': (body) => PREFIX + createHash('sha256').update(body).digest('base64'),
	'the secret before the body': (body) => PREFIX + createHash('sha256').update(SECRET + body).digest('base64'),
	'hex': (body) => PREFIX + hmac(body).digest('hex'),
	'base64url': (body) => PREFIX + hmac(body).digest('base64url'),
	'another spelling of the same digest': (body, n) => {
		const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
		const header = good(body);
		return header.slice(0, -2) + alphabet[alphabet.indexOf(header[header.length - 2]) + 1 + (n % 3)] + '=';
	},
	'base64 of hex': (body) => PREFIX + Buffer.from(hmac(body).digest('hex')).toString('base64'),
	'another hash': (body, n) => PREFIX + hmac(body, SECRET, ['sha1', 'sha384', 'sha512', 'md5'][n % 4]).digest('base64'),
	'another prefix': (body, n) => ['', 'sha1=', 'SHA256=', 'sha256:', 'sha-256=', ' sha256=', 'sha256==', 'hmac='][n % 8] + good(body).slice(PREFIX.length),
	'cut off': (body, n) => good(body).slice(0, n % good(body).length),
	'the beginning missing': (body, n) => good(body).slice(1 + (n % 50)),
	'something behind': (body, n, text) => good(body) + (['=', '==', 'A', '\0', '\n', ' ', ','][n % 8] ?? `;${text}`),
	'something before': (body, _n, text) => `${text},${good(body)}`,
	'very long': (body, n) => good(body) + 'A'.repeat(1 + (n % 5_000)),
	'twice': (body) => `${good(body)}, ${good(body)}`,
	'a list': (body) => [good(body)],
	'a list of several': (body, _n, text) => [text, good(body)],
	'an object that writes itself so': (body) => ({ toString: () => good(body), length: good(body).length, startsWith: () => true }),
	'a String object': (body) => Object(good(body)),
	'bytes': (body) => Buffer.from(good(body)),
	'one character in the other case': (body, n) => {
		const header = good(body);
		const letters = [...header].flatMap((character, index) => (/[a-z]/i.test(character) ? [index] : []));
		const at = letters[n % letters.length];
		const letter = header[at] === header[at].toUpperCase() ? header[at].toLowerCase() : header[at].toUpperCase();
		return header.slice(0, at) + letter + header.slice(at + 1);
	},
	'letters that look alike': (body) => [...good(body)].map((character) => LOOK_ALIKES[character] ?? character).join(''),
	'full-width letters': (body) => [...good(body)].map((character) => String.fromCodePoint(character.charCodeAt(0) + 0xfee0)).join(''),
	'something invisible within': (body, n) => good(body).slice(0, n % 51) + ['\u200b', '\ufeff', '\u00ad', '\u202e'][n % 4] + good(body).slice(n % 51),
	'the JSON written anew': (body) => good(JSON.stringify(JSON.parse(body), null, 1)),
	'the body in Latin-1': (body) => good(Buffer.from(body, 'latin1')),
	'the body in UTF-16': (body) => good(Buffer.from(body, 'utf16le')),
	'the body with a byte order mark': (body) => good(`\ufeff${body}`),
	'the body with a line end': (body) => good(`${body}\n`),
	'the body with one bit changed': (body, n) => {
		const bytes = Buffer.from(body);
		bytes[n % bytes.length] ^= 1 << (n % 8);
		return good(bytes);
	},
	'an empty body': () => good(''),
	'anything': (_body, _n, text) => text,
	'anything behind the prefix': (_body, _n, text) => PREFIX + text,
	'nothing': (_body, n) => [undefined, null, '', 0, true, [], {}, Symbol('sha256='), () => PREFIX][n % 9],
};

it('none of 100,000 forged signatures is accepted or breaks the check', () => {
	const tried = new Map<string, number>();
	fc.assert(
		fc.property(bodies, fc.constantFrom(...Object.keys(FORGERIES)), fc.nat(), notSecret, (body, name, n, text) => {
			const header = FORGERIES[name](body, n, text);
			tried.set(name, (tried.get(name) ?? 0) + 1);
			return ![SECRET, PREVIOUS, '', 'short'].some((secret) => isSignedBy(Buffer.from(body), header, secret));
		}),
		{ numRuns: 100_000 },
	);
	expect([...tried.keys()].sort()).toEqual(Object.keys(FORGERIES).sort());
	expect([...tried.values()].reduce((sum, count) => sum + count)).toBe(100_000);
});

it('the signatures that these are derived from are accepted', () => {
	fc.assert(
		fc.property(bodies, fc.constantFrom(SECRET, PREVIOUS), (body, secret) => isSignedBy(Buffer.from(body), good(body, secret), secret)),
	);
});
