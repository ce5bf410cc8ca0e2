import { mediaTypeOf, mimeOf, parseAttachments, UNKNOWN_MIME } from '../../../../genesys/openMessaging/attachments';

describe('the attachments of a delivery', () => {
	it('have everything that Genesys says about them', () => {
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

	it('have their name in either spelling', () => {
		const attachment = { url: 'https://example.org/1', fileName: 'photo.png' };
		expect(parseAttachments([{ attachment }])).toEqual([{ url: attachment.url, filename: 'photo.png' }]);
	});

	it('may be several, and keep their order', () => {
		const content = ['https://example.org/1', 'https://example.org/2'].map((url) => ({
			contentType: 'Attachment',
			attachment: { url },
		}));
		expect(parseAttachments(content)).toEqual([{ url: 'https://example.org/1' }, { url: 'https://example.org/2' }]);
	});

	it('without an address are none', () => {
		expect(
			parseAttachments([{ attachment: { filename: 'a.png' } }, { attachment: 'https://example.org' }, {}]),
		).toEqual([]);
	});
});

describe('the MIME type by the name of a file', () => {
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

describe('Genesys’ media type', () => {
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
