import fc from 'fast-check';
import { toApiError } from '../../../genesys/apiError';
import { isPlainName, privateValues, redacted } from '../../../genesys/redaction';

const sent = {
	channel: { from: { id: 'customer-42', idType: 'Opaque', email: 'grace@example.org' }, messageId: 'message-1' },
	text: 'my "card" is 4111',
};

describe('an error does not repeat from the request', () => {
	it('the customer\'s text and names, including in JSON and nested JSON', () => {
		const echo = JSON.stringify(sent);
		for (const message of [sent.text, echo, JSON.stringify(echo)]) {
			const error = toApiError({ status: 400, headers: {}, body: { message: `Bad: ${message}` } }, 'Send', sent);
			expect(error.message).toMatch(/^Send: Genesys Cloud returned 400 – Bad: /);
			expect(error.message).not.toMatch(/4111|grace|customer-42/);
		}
	});

	it('a header with a token, a token, or a new secret', () => {
		const token = 'Zx9'.repeat(20);
		const said = redacted(`authorization: Bearer abcdefgh.ijklmnop, basic Y2xpZW50OnNlY3JldA== and ${token} for SomeSecret-Value`, privateValues({ outboundNotificationWebhookSignatureSecretToken: 'SomeSecret-Value' }));
		expect(said).toBe('authorization: Bearer …, basic … and … for …');
	});

	it('an invalid code or context ID', () => {
		const body = { code: sent.text, contextId: `Bearer ${'a'.repeat(50)}`, message: 'No' };
		expect(toApiError({ status: 400, headers: {}, body }, 'Send', sent)).toMatchObject({ code: 'http.400', contextId: '' });
	});

	it('text in a URL or form, such as from a proxy that blocked the request', () => {
		const text = 'my card, überzogen: 4111';
		for (const echo of [encodeURIComponent(text), encodeURIComponent(text).toLowerCase(), new URLSearchParams({ text }).toString().slice(5)]) {
			expect(redacted(`Blocked: ?q=${echo}&ok=1`, privateValues({ text }))).toBe('Blocked: ?q=…&ok=1');
		}
	});

	it.each([
		['the beginning', (text: string) => text.slice(0, 20)],
		['the end', (text: string) => text.slice(-20)],
		['the middle', (text: string) => text.slice(30, 50)],
		['the beginning, in JSON', (text: string) => JSON.stringify(text).slice(1, 25)],
	])('cut text: %s', (_part, cut) => {
		const text = 'Dear "colleagues", the number of my card is 4111 1111 1111 1111, please pay it back';
		const { message } = toApiError({ status: 400, headers: {}, body: { message: `Blocked: <${cut(text)}>` } }, 'Send', { text });
		expect(message).toBe('Send: Genesys Cloud returned 400 – Blocked: <…>');
	});

	it('the customer of a receipt or query, webhook headers, or attributes with any name', () => {
		const bodies = [
			{ channel: { to: { id: 'customer-42', idType: 'Opaque' } } },
			{ segmentFilters: [{ predicates: [{ dimension: 'addressFrom', value: 'customer-42' }] }] },
			{ webhookHeaders: { 'X-Tenant': 'customer-42' } },
			{ attributes: { type: 'customer-42', code: 'customer-42' } },
		];
		for (const body of bodies) expect(privateValues(body)).toEqual(expect.arrayContaining(['customer-42']));
		expect(bodies.flatMap(privateValues).filter((value) => value !== 'customer-42')).toEqual([]);
	});

	it('part of a value at the cut of a long response', () => {
		const text = 'secret '.repeat(300);
		expect(redacted(`${'.'.repeat(400)}${text}`, [text])).toBe(`${'.'.repeat(400)}…`);
	});

	it('one of very many short values', () => {
		const values = Array.from({ length: 150_000 }, (_, n) => `v${100_000 + n}`);
		expect(redacted('No v249999', values)).toBe('No …');
	});

	it('more text than a message needs', () => {
		expect(redacted('No. '.repeat(1000), [])).toHaveLength(501);
	});

	it('any text of the message', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 8 }).map((text) => `§${text.trim()}§`), (text) => {
				const { message } = toApiError({ status: 400, headers: {}, body: { message: `said ${JSON.stringify({ text })} and ${text}` } }, 'Send', { text });
				return message === 'Send: Genesys Cloud returned 400 – said {"text":"…"} and …';
			}),
		);
	});
});

describe('Genesys Cloud\'s own text stays', () => {
	it.each([
		'Integration with id 0d1f6b5e-0000-4000-8000-00000000abcd not found',
		'You are missing the following permission(s): conversation:message:receive, analytics:conversationDetail:view',
		'Bearer token or Basic authentication expected',
		'Invalid value Opaque for idType; message-1 was seen',
	])('%s', (message) => {
		expect(redacted(message, privateValues(sent))).toBe(message);
	});

	it.each(['missing.permissions', 'not.found', 'invalid_client', '0d1f6b5e-0000-4000-8000-00000000abcd'])('in the code %s', (name) => {
		expect(isPlainName(name, privateValues(sent))).toBe(true);
	});

	// A customer who wrote "missing" turned missing.permissions into http.403.
	it('in a code that contains words of the request', () => {
		for (const text of ['missing', 'permissions', 'missing.', 'not', 'found', 'client', '403']) {
			const body = { code: 'missing.permissions', message: 'No', contextId: 'c-403-missing-found' };
			expect(toApiError({ status: 403, headers: {}, body }, 'Send', { text })).toMatchObject({ code: 'missing.permissions', contextId: 'c-403-missing-found' });
			expect(isPlainName('not.found', [text])).toBe(true);
		}
	});

	it('unless the code is the customer\'s text or a sentence', () => {
		expect(isPlainName('refund-4711', [' Refund-4711 '])).toBe(false);
		expect(isPlainName('my card is 4111', ['another'])).toBe(false);
	});
});
