import fc from 'fast-check';
import { createHash, createHmac } from 'node:crypto';
import { isSignedBy, sign, SIGNATURE_HEADER, usableSecrets } from '../../../../genesys/openMessaging/signature';

/** The test vector for Genesys' documented rule: secret, body and header. */
const vectorSecret = ['0123456789abcdef', 'SECRET'].join('');
const vectorBody = Buffer.from('{"id":"d7d58935af65a45e5234ac77de017a0a","type":"Text","text":"Hi"}');
const vectorHeader = ['sha256=', 'yv++uohq2/4gQNy9f+aeAm070VZ+8AkyEF8/44KiP/k', '='].join('');

const current = 'the current one '.repeat(2);

describe('the signature of a delivery', () => {
	it('matches the test vector', () => {
		expect(sign(vectorBody, vectorSecret)).toBe(vectorHeader);
		expect(isSignedBy(vectorBody, vectorHeader, vectorSecret)).toBe(true);
	});

	it('is in a header that n8n returns in lower case', () => {
		expect(SIGNATURE_HEADER).toBe('x-hub-signature-256');
	});

	it('covers the UTF-8 bytes of body and secret', () => {
		const body = Buffer.from('{"text":"Grüße 👋"}', 'utf8');
		const secret = 'geheim – schlüssel 🔑';
		const expected = `sha256=${createHmac('sha256', secret).update('{"text":"Grüße 👋"}').digest('base64')}`;
		expect(sign(body, secret)).toBe(expected);
		expect(isSignedBy(body, expected, secret)).toBe(true);
	});

	it('can be that of an empty body', () => {
		const empty = Buffer.alloc(0);
		expect(isSignedBy(empty, sign(empty, current), current)).toBe(true);
		expect(isSignedBy(empty, vectorHeader, current)).toBe(false);
	});
});

describe('a delivery is rejected', () => {
	const refused = (header: unknown, secret = vectorSecret, body: Uint8Array = vectorBody) =>
		expect(isSignedBy(body, header, secret)).toBe(false);

	// The form that most copied code has, since the header imitates GitHub's.
	it('when the signature is in hex', () => {
		refused(`sha256=${createHmac('sha256', vectorSecret).update(vectorBody).digest('hex')}`);
	});

	// A published sample signs re-stringified JSON: any difference in blanks or order then breaks it, or hides a change.
	it('when the body is the same JSON written differently', () => {
		refused(vectorHeader, vectorSecret, Buffer.from(JSON.stringify(JSON.parse(vectorBody.toString()), null, 1)));
	});

	it('when the signature was made with another secret', () => refused(sign(vectorBody, current)));
	it('when it is a hash without any secret', () =>
		refused(`sha256=${createHash('sha256').update(vectorBody).digest('base64')}`));
	it('when the prefix is missing', () => refused(vectorHeader.replace('sha256=', '')));
	it('when the prefix names another algorithm', () => refused(vectorHeader.replace('sha256', 'sha1')));
	it('when the prefix is in upper case', () => refused(vectorHeader.replace('sha256', 'SHA256')));
	it('when there is only the prefix', () => refused('sha256='));
	it('when the digest is too short', () => refused(vectorHeader.slice(0, -2)));
	it('when the digest is too long', () => refused(`${vectorHeader}A`));
	it('when the padding is missing', () => refused(vectorHeader.slice(0, -1)));
	it('when it is in the other alphabet of base64', () =>
		refused(vectorHeader.replaceAll('+', '-').replaceAll('/', '_')));
	it('when the digest is spelled in one of the other three ways that base64 decoders accept', () => {
		// /k= ends in the bits 1001 00; the last two carry nothing.
		for (const last of 'lmn') refused(vectorHeader.replace(/k=$/, `${last}=`));
	});
	it('when there are spaces around the digest', () => refused(vectorHeader.replace('=', '= ')));

	it.each([[undefined], [null], [''], [42], [true], [{}]])('when the header is %j', (header) => refused(header));
	it('when the header is a list of two', () => refused([vectorHeader]));
	it('when the two headers were joined', () => refused(`${vectorHeader}, ${vectorHeader}`));
});

describe('a short secret', () => {
	// Elsewhere "no secret" means "accept everything"; here it means "accept nothing".
	it.each(['', 'short', 'x'.repeat(15)])('of %j accepts no delivery, even one signed with it', (secret) => {
		expect(isSignedBy(vectorBody, sign(vectorBody, secret), secret)).toBe(false);
	});

	it('is long enough with 16 characters', () => {
		const secret = 'x'.repeat(16);
		expect(isSignedBy(vectorBody, sign(vectorBody, secret), secret)).toBe(true);
		expect(usableSecrets(['', 'x'.repeat(15), secret])).toEqual([secret]);
	});
});

describe('for any body', () => {
	const bodies = fc.uint8Array({ minLength: 1, maxLength: 200 });

	it('its own signature is accepted', () => {
		fc.assert(
			fc.property(bodies, fc.string({ minLength: 16 }), (body, secret) =>
				isSignedBy(body, sign(body, secret), secret),
			),
		);
	});

	it('any changed byte is detected', () => {
		fc.assert(
			fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, position, flip) => {
				const changed = Uint8Array.from(body);
				changed[position % body.length] ^= flip;
				return !isSignedBy(changed, sign(body, current), current);
			}),
		);
	});

	it('any changed byte of the digest is detected', () => {
		fc.assert(
			fc.property(bodies, fc.nat({ max: 31 }), fc.integer({ min: 1, max: 255 }), (body, position, flip) => {
				const digest = createHmac('sha256', current).update(body).digest();
				digest[position] ^= flip;
				return !isSignedBy(body, `sha256=${digest.toString('base64')}`, current);
			}),
		);
	});

	it('no header makes the check throw or is accepted by chance', () => {
		fc.assert(fc.property(bodies, fc.anything(), (body, header) => !isSignedBy(body, header, current)));
		fc.assert(fc.property(bodies, fc.string(), (body, digest) => !isSignedBy(body, `sha256=${digest}`, current)));
	});
});
