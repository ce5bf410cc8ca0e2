import { asNumber, asObjects, asText, valuesOf, withoutUndefined, type JsonObject } from '../json';
import { asWebUrl } from '../urls';
import type { Attachment } from './events';
import { cleanFileName } from './fileName';

/** The attachments among the content of a delivery; one without a web URL cannot be shown and is left to `structured`. */
export function parseAttachments(content: JsonObject[]): Attachment[] {
	return content.flatMap(attachmentsIn).flatMap((attachment) => {
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

/** What an entry of a message's content has as attachments, whether they can be fetched or not. */
export function attachmentsIn(entry: JsonObject): JsonObject[] {
	return valuesOf(entry, 'attachment').flatMap((value) => asObjects(value));
}

/** Endings of the file types that chats carry, for URLs that come without a MIME type. */
const MIME_BY_EXTENSION: Record<string, string> = {
	aac: 'audio/aac',
	avif: 'image/avif',
	csv: 'text/csv',
	doc: 'application/msword',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	gif: 'image/gif',
	heic: 'image/heic',
	jpeg: 'image/jpeg',
	jpg: 'image/jpeg',
	m4a: 'audio/mp4',
	mov: 'video/quicktime',
	mp3: 'audio/mpeg',
	mp4: 'video/mp4',
	oga: 'audio/ogg',
	ogg: 'audio/ogg',
	pdf: 'application/pdf',
	png: 'image/png',
	ppt: 'application/vnd.ms-powerpoint',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	svg: 'image/svg+xml',
	txt: 'text/plain',
	wav: 'audio/wav',
	webm: 'video/webm',
	webp: 'image/webp',
	xls: 'application/vnd.ms-excel',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	zip: 'application/zip',
};

/** What a file is when nothing says it (RFC 2046, 4.5.1). */
export const UNKNOWN_MIME = 'application/octet-stream';

/** A MIME type that says something; storages write `binary/octet-stream` for what they do not know. */
export function knownMime(mime: string | undefined): string | undefined {
	return mime === undefined || mime === '' || mime.toLowerCase().endsWith('/octet-stream') ? undefined : mime;
}

/** MIME type by the ending of a file name or URL path. */
export function mimeOf(filename: string): string {
	const extension = /\.([A-Za-z0-9]+)$/.exec(filename)?.[1].toLowerCase() ?? '';
	return Object.hasOwn(MIME_BY_EXTENSION, extension) ? MIME_BY_EXTENSION[extension] : UNKNOWN_MIME;
}

export type MediaType = 'Image' | 'Video' | 'Audio' | 'File';

const MEDIA_TYPE_BY_FAMILY: Record<string, MediaType> = { image: 'Image', video: 'Video', audio: 'Audio' };

/** Genesys' media type (OpenContentAttachment.mediaType) for a MIME type. */
export function mediaTypeOf(mime: string): MediaType {
	const family = mime.split('/')[0].toLowerCase();
	return Object.hasOwn(MEDIA_TYPE_BY_FAMILY, family) ? MEDIA_TYPE_BY_FAMILY[family] : 'File';
}
