import { asNumber, asText, objectsUnder, withoutUndefined, type JsonObject } from '../json';
import { asWebUrl } from '../urls';
import { visible } from './text';

/** A file in a trigger event. Fields that don't apply are omitted. */
export interface Attachment {
	url: string;
	mediaType?: string; // `Image`, `Video`, `Audio`, `File`, or `Link`.
	mime?: string;
	filename?: string;
	text?: string; // Caption.
	sizeBytes?: number;
	downloadError?: string; // Why the download failed.
}

/** The attachments in a delivery's content. Those without a web URL go to `structured`. */
export function parseAttachments(content: JsonObject[]): Attachment[] {
	return content.flatMap((entry) => objectsUnder(entry, 'attachment')).flatMap((attachment) => {
		const url = asWebUrl(attachment.url);
		if (!url) return [];
		return withoutUndefined<Attachment>({
			url,
			mediaType: asText(attachment.mediaType),
			mime: asText(attachment.mime),
			filename: cleanFileName(asText(attachment.filename) ?? asText(attachment.fileName)),
			text: asText(attachment.text),
			sizeBytes: asNumber(attachment.contentSizeBytes),
		});
	});
}

/** For URLs without a MIME type. */
const MIME_BY_EXTENSION: Record<string, string> = {
	avif: 'image/avif', gif: 'image/gif', heic: 'image/heic', jpeg: 'image/jpeg', jpg: 'image/jpeg', png: 'image/png',
	svg: 'image/svg+xml', webp: 'image/webp', mov: 'video/quicktime', mp4: 'video/mp4', webm: 'video/webm',
	aac: 'audio/aac', m4a: 'audio/mp4', mp3: 'audio/mpeg', oga: 'audio/ogg', ogg: 'audio/ogg', wav: 'audio/wav',
	csv: 'text/csv', txt: 'text/plain', pdf: 'application/pdf', zip: 'application/zip',
	doc: 'application/msword', ppt: 'application/vnd.ms-powerpoint', xls: 'application/vnd.ms-excel',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const UNKNOWN_MIME = 'application/octet-stream'; // Unknown file type (RFC 2046, 4.5.1).
/** A specific MIME type, or `undefined`. Storage services use `binary/octet-stream` for unknown types. */
export function knownMime(mime: string | undefined): string | undefined {
	return mime === undefined || mime === '' || mime.toLowerCase().endsWith('/octet-stream') ? undefined : mime;
}

export function mimeOf(filename: string): string {
	const extension = /\.([A-Za-z0-9]+)$/.exec(filename)?.[1].toLowerCase() ?? '';
	return Object.hasOwn(MIME_BY_EXTENSION, extension) ? MIME_BY_EXTENSION[extension] : UNKNOWN_MIME;
}

const MEDIA_TYPES = ['Image', 'Video', 'Audio', 'File'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** Genesys Cloud's media type (OpenContentAttachment.mediaType) for a MIME type. */
export function mediaTypeOf(mime: string): MediaType {
	return MEDIA_TYPES.find((type) => mime.toLowerCase().split('/')[0] === type.toLowerCase()) ?? 'File';
}

/** Longest file name in UTF-8 bytes. File systems allow 255, and a channel may add a prefix. */
const MAX_NAME_BYTES = 200;
/** A file name that is safe to show and to store: decoded, without folders, up to 200 bytes. `undefined` if nothing is left. */
export function cleanFileName(name = ''): string | undefined {
	const shown = shortened(visible(percentDecoded(name).split(/[\\/]/).at(-1) ?? ''));
	return /^\.*$/.test(shown) ? undefined : shown;
}

/** The file name at the end of a URL's path, or `undefined` if it doesn't look like one. */
export function fileNameIn(url: string): string | undefined {
	const name = cleanFileName(new URL(url).pathname);
	return name !== undefined && /[^.]\.[A-Za-z0-9]{1,8}$/.test(name) ? name : undefined;
}

/** Decodes UTF-8, or Latin-1 from old servers. Other percent signs belong to the name. */
function percentDecoded(name: string): string {
	return name.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('latin1');
		}
	});
}

function shortened(name: string): string {
	if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
	const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
	const stem = Buffer.from(name).subarray(0, MAX_NAME_BYTES - extension.length).toString('utf8');
	// The cut may have split a character.
	return stem.replace(/\uFFFD+$/, '').trimEnd() + extension;
}
