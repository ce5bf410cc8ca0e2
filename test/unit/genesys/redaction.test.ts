import fc from 'fast-check';
import { toApiError } from '../../../genesys/apiError';
import { isPlainName, privateValues, redacted } from '../../../genesys/redaction';

const sent = {
	channel: { from: { id: 'customer-42', idType: 'Opaque', email: 'grace@example.org' }, messageId: 'message-1' },
	text: 'my "card" is 4111',
};

describe('what an answer repeats of a request is not in the error', () => {
	it('words and names of the customer, also as they stand in JSON, and in JSON within JSON', () => {
		const echo = JSON.stringify(sent);
		for (const message of [sent.text, echo, JSON.stringify(echo)]) {
			const error = toApiError({ status: 400, headers: {}, body: { message: `Bad: ${message}` } }, 'Send', sent);
			expect(error.message).toMatch(/^Send: Genesys Cloud answered 400 – Bad: /);
			expect(error.message).not.toMatch(/4111|grace|customer-42/);
		}
	});

	it('a header with a token, a token alone and a new secret', () => {
		const token = 'Zx9'.repeat(20);
		const said = redacted(`authorization: Bearer abcdefgh.ijklmnop, basic Y2xpZW50OnNlY3JldA== and ${token} for SomeSecret-Value`, privateValues({ outboundNotificationWebhookSignatureSecretToken: 'SomeSecret-Value' }));
		expect(said).toBe('authorization: Bearer …, basic … and … for …');
	});

	it('a code and a context id that are no names', () => {
		const body = { code: sent.text, contextId: `Bearer ${'a'.repeat(50)}`, message: 'No' };
		expect(toApiError({ status: 400, headers: {}, body }, 'Send', sent)).toMatchObject({ code: 'http.400', contextId: '' });
	});

	it('more than people read', () => {
		expect(redacted('No. '.repeat(1000), [])).toHaveLength(501);
	});

	it('whatever the text of the message', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 8 }).map((text) => `§${text.trim()}§`), (text) => {
				const { message } = toApiError({ status: 400, headers: {}, body: { message: `said ${JSON.stringify({ text })} and ${text}` } }, 'Send', { text });
				return message === 'Send: Genesys Cloud answered 400 – said {"text":"…"} and …';
			}),
		);
	});
});

describe('Genesys’ own words stay', () => {
	it.each([
		'Integration with id 0d1f6b5e-0000-4000-8000-00000000abcd not found',
		'You are missing the following permission(s): conversation:message:receive, analytics:conversationDetail:view',
		'Bearer token or Basic authentication expected',
		'Invalid value Opaque for idType; message-1 was seen',
	])('%s', (message) => {
		expect(redacted(message, privateValues(sent))).toBe(message);
	});

	it.each(['missing.permissions', 'not.found', 'invalid_client', 'Bad Request', '0d1f6b5e-0000-4000-8000-00000000abcd'])('%s is a name', (name) => {
		expect(isPlainName(name, privateValues(sent))).toBe(true);
	});
});
