import fc from 'fast-check';
import { InvalidInputError } from '../../../../../../genesys/errors';
import { parseAttachments } from '../../../../../../genesys/openMessaging/attachments';
import { parseAttachmentUrls } from '../../../../../../nodes/GenesysOpenMessaging/resources/message/attachments';

const ONE = 'https://example.org/1.png';
const TWO = 'http://example.org/2.pdf';

describe('attachments can be', () => {
	it.each([
		['a list of addresses', [ONE, TWO]],
		['one text with a line each', `${ONE}\n${TWO}`],
		['a text with line ends of Windows, blanks and empty lines', `  ${ONE} \r\n\r\n${TWO}\r\n`],
		['a list in which one entry has several lines', [`${ONE}\n${TWO}`]],
		['a list of descriptions', [{ url: ONE }, { url: ` ${TWO} ` }]],
		['a mixture', [{ url: ONE }, '', null, TWO]],
	])('%s', (_name, value) => {
		expect(parseAttachmentUrls(value)).toEqual([{ url: ONE }, { url: TWO }]);
	});

	it('one URL or one object', () => {
		expect(parseAttachmentUrls(ONE)).toEqual([{ url: ONE }]);
		expect(parseAttachmentUrls({ url: ONE, mime: 'image/png', filename: 'a.png' })).toEqual([
			{ url: ONE, mime: 'image/png', filename: 'a.png' },
		]);
	});

	it('the attachments of an event, unchanged', () => {
		const attachment = { url: ONE, mime: 'image/png', filename: 'a.png', mediaType: 'Image', contentSizeBytes: 5 };
		expect(parseAttachmentUrls(parseAttachments([{ attachment }]))).toEqual([
			{ url: ONE, mime: 'image/png', filename: 'a.png' },
		]);
	});

	it('a URL with spaces and other scripts, which is encoded', () => {
		expect(parseAttachmentUrls(['https://example.org/my photo.png', 'https://example.org/été.png', 'https://exa\tmple.org/1.png'])).toEqual([
			{ url: 'https://example.org/my%20photo.png' },
			{ url: 'https://example.org/%C3%A9t%C3%A9.png' },
			{ url: 'https://example.org/1.png' },
		]);
	});

	it.each([[undefined], [null], [''], [[]], [['']], ['\n \n']])('empty: %j', (value) => {
		expect(parseAttachmentUrls(value)).toEqual([]);
	});
});

describe('anything but a web URL is rejected before anything is sent', () => {
	it.each([
		['photo.png'],
		['file:///etc/passwd'],
		['data:image/png;base64,AAAA'],
		['javascript:alert(1)'],
		[['https://example.org/ok.png', 'ftp://example.org/x']],
		[42],
		[[{}]],
		[[{ url: '' }]],
		[[{ link: ONE }]],
		[`https://example.org/${'x'.repeat(8000)}`],
	])('%j', (value) => {
		expect(() => parseAttachmentUrls(value)).toThrow(InvalidInputError);
	});

	it('with the number of the entry', () => {
		expect(() => parseAttachmentUrls([ONE, 'photo.png'])).toThrow(
			'Entry 2 of "Attachments" isn\'t a URL',
		);
	});
});

it('only http and https URLs are returned for any input', () => {
	fc.assert(
		fc.property(fc.oneof(fc.jsonValue(), fc.webUrl(), fc.array(fc.oneof(fc.webUrl(), fc.string()))), (value) => {
			try {
				for (const { url } of parseAttachmentUrls(value)) expect(new URL(url).protocol).toMatch(/^https?:$/);
			} catch (error) {
				expect(error).toBeInstanceOf(InvalidInputError);
			}
		}),
	);
});
