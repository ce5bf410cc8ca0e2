import fc from 'fast-check';
import { knownMime, mediaTypeOf, mimeOf, parseAttachments, UNKNOWN_MIME } from '../../../../genesys/openMessaging/attachments';

describe('the attachments of a delivery', () => {
	it('have all details from Genesys Cloud', () => {
		const attachment = {
			id: 'a-1',
			mediaType: 'Image',
			url: 'https://api-downloads.mypurecloud.de/api/v2/downloads/1',
			mime: 'image/png',
			filename: 'photo.png',
			text: 'The broken part',
			contentSizeBytes: 1024,
		};
		expect(parseAttachments([{ contentType: 'Attachment', attachment }])).toEqual([
			{
				url: attachment.url,
				mediaType: 'Image',
				mime: 'image/png',
				filename: 'photo.png',
				text: 'The broken part',
				sizeBytes: 1024,
			},
		]);
	});

	it('have their name from either field', () => {
		const attachment = { url: 'https://example.org/1', fileName: 'photo.png' };
		expect(parseAttachments([{ attachment }])).toEqual([{ url: attachment.url, filename: 'photo.png' }]);
	});

	it('keep their order', () => {
		const content = ['https://example.org/1', 'https://example.org/2'].map((url) => ({
			contentType: 'Attachment',
			attachment: { url },
		}));
		expect(parseAttachments(content)).toEqual([{ url: 'https://example.org/1' }, { url: 'https://example.org/2' }]);
	});

	it('have only http and https URLs', () => {
		const urls = ['javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://example.org/a', '//example.org/a', '/api/v2/downloads/1', 'a.png', 'http:'];
		expect(parseAttachments(urls.map((url) => ({ attachment: { url } })))).toEqual([]);
		expect(parseAttachments([{ attachment: { url: ' HTTPS://example.org/a?b#c\n' } }])).toEqual([{ url: 'HTTPS://example.org/a?b#c' }]);
	});

	it('have a web URL for any input', () => {
		fc.assert(
			fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom('http', 'https', 'javascript', 'file').map((scheme) => `${scheme}://x/y`)), (url) =>
				parseAttachments([{ attachment: { url } }]).every((attachment) => /^https?:$/.test(new URL(attachment.url).protocol)),
			),
		);
	});

	it('have names without invisible characters', () => {
		const nameOf = (filename: unknown) => parseAttachments([{ attachment: { url: 'https://example.org/1', filename } }])[0].filename;
		expect(nameOf('../../etc/pa%73swd')).toBe('passwd');
		expect(nameOf('...')).toBeUndefined();
	});

	it('are omitted without a URL', () => {
		expect(
			parseAttachments([{ attachment: { filename: 'a.png' } }, { attachment: 'https://example.org' }, {}]),
		).toEqual([]);
	});
});

describe('the MIME type by file name', () => {
	it.each([
		['photo.JPG', 'image/jpeg'],
		['a.b.pdf', 'application/pdf'],
		['voice.ogg', 'audio/ogg'],
		['film.mp4', 'video/mp4'],
		['noending', UNKNOWN_MIME],
		['odd.xyz', UNKNOWN_MIME],
		['trap.constructor', UNKNOWN_MIME],
		['trap.__proto__', UNKNOWN_MIME],
		['', UNKNOWN_MIME],
	])('of "%s" is %s', (filename, mime) => {
		expect(mimeOf(filename)).toBe(mime);
	});
});

it.each([
	['application/octet-stream', undefined],
	['binary/octet-stream', undefined],
	['Application/Octet-Stream', undefined],
	['', undefined],
	[undefined, undefined],
	['image/png', 'image/png'],
])('a MIME type of %s is read as %s', (mime, expected) => {
	expect(knownMime(mime)).toBe(expected);
});

describe('Genesys Cloud’s media type', () => {
	it.each([
		['image/png', 'Image'],
		['VIDEO/mp4', 'Video'],
		['audio/ogg', 'Audio'],
		['application/pdf', 'File'],
		['text/plain', 'File'],
		['constructor/x', 'File'],
		['', 'File'],
	])('of %s is %s', (mime, mediaType) => {
		expect(mediaTypeOf(mime)).toBe(mediaType);
	});
});
