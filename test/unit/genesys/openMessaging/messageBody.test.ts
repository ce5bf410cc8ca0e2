import { buildMessage, type InboundMessage } from '../../../../genesys/openMessaging/messages';

const message = (changes: Partial<InboundMessage> = {}): InboundMessage => ({
	customer: { id: 'customer-42', idType: 'Opaque' },
	messageId: 'm-1',
	time: '2026-01-31T10:00:00.000Z',
	text: 'Hello',
	...changes,
});

describe('the body of a customer’s message', () => {
	it('contains only what is needed', () => {
		expect(buildMessage(message())).toEqual({
			channel: { from: { id: 'customer-42', idType: 'Opaque' }, messageId: 'm-1', time: '2026-01-31T10:00:00.000Z' },
			text: 'Hello',
		});
	});

	it('has the custom attributes in the channel’s metadata', () => {
		const body = buildMessage(message({ customAttributes: { queueName: 'Support' } }));
		expect(body.channel.metadata).toEqual({ customAttributes: { queueName: 'Support' } });
		expect(body).not.toHaveProperty('metadata');
	});

	it('has no metadata without attributes', () => {
		expect(buildMessage(message({ customAttributes: {} })).channel).not.toHaveProperty('metadata');
	});

	it('omits empty fields of the customer, which Genesys Cloud rejects', () => {
		const customer = {
			id: 'c',
			idType: 'Email',
			firstName: 'Ada',
			lastName: '',
			nickname: undefined,
			email: 'ada@example.org',
			image: '',
		} as const;
		expect(buildMessage(message({ customer })).channel.from).toEqual({
			id: 'c',
			idType: 'Email',
			firstName: 'Ada',
			email: 'ada@example.org',
		});
	});

	it('omits an empty text', () => {
		expect(buildMessage(message({ text: '', attachment: { url: 'https://example.org/a.png' } }))).not.toHaveProperty(
			'text',
		);
	});

	// Structured content of a customer is not rendered for the agent: another product's cards showed as UNSUPPORTED_STRUCTURED_DATA.
	it('never has structured content', () => {
		const body = buildMessage(message({ attachment: { url: 'https://example.org/a.png' } }));
		expect(body).not.toHaveProperty('type');
		expect(body.content?.map((entry) => Object.keys(entry))).toEqual([['attachment']]);
	});
});

describe('a file', () => {
	const describedAs = (attachment: InboundMessage['attachment']) =>
		buildMessage(message({ attachment })).content?.[0].attachment;

	it('is described by the end of its URL', () => {
		expect(describedAs({ url: 'https://example.org/files/my%20photo.jpg?signature=x.pdf' })).toEqual({
			mediaType: 'Image',
			url: 'https://example.org/files/my%20photo.jpg?signature=x.pdf',
			mime: 'image/jpeg',
			filename: 'my photo.jpg',
		});
	});

	it('has the type from the workflow', () => {
		expect(
			describedAs({ url: 'https://example.org/a.jpg', mime: 'application/pdf', filename: 'bill.pdf' }),
		).toMatchObject({
			mediaType: 'File',
			mime: 'application/pdf',
			filename: 'bill.pdf',
		});
		expect(describedAs({ url: 'https://example.org/download?id=1', filename: 'voice.ogg' })).toMatchObject({
			mediaType: 'Audio',
			mime: 'audio/ogg',
		});
	});

	it.each([
		['its parameters, which supported content profiles do not name', 'audio/ogg; codecs=opus', 'audio/ogg', 'Audio'],
		['a type that is none', 'nonsense\r\nX: y', 'image/png', 'Image'],
		['a type as long as a text', `image/${'x'.repeat(5000)}`, 'image/png', 'Image'],
	])('is sent without %s', (_what, given, mime, mediaType) => {
		expect(describedAs({ url: 'https://example.org/a.png', mime: given })).toMatchObject({ mime, mediaType });
	});

	it('has a name without invisible characters', () => {
		expect(describedAs({ url: 'https://example.org/a.png', filename: '../invoice\u202efdp.exe\n' })).toMatchObject({ filename: 'invoicefdp.exe' });
		expect(describedAs({ url: 'https://example.org/a.png', filename: '\u202e' })).toMatchObject({ filename: 'a.png' });
	});

	it('of an unknown type is a file', () => {
		expect(describedAs({ url: 'https://example.org/download/1' })).toEqual({
			mediaType: 'File',
			url: 'https://example.org/download/1',
			mime: 'application/octet-stream',
		});
	});

	it('can have a name that cannot be decoded', () => {
		expect(describedAs({ url: 'https://example.org/100%.png' })).toMatchObject({
			filename: '100%.png',
			mime: 'image/png',
		});
	});

	it('with empty fields is described by its URL', () => {
		expect(describedAs({ url: 'https://example.org/a.png', mime: '', filename: '' })).toMatchObject({
			mime: 'image/png',
			filename: 'a.png',
		});
	});
});
