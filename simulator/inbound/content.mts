import { badRequest, invalidValue } from '../http/apiError.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { enumField, objectField, textField } from './checks.mts';

const MEDIA_TYPES = ['Image', 'Video', 'Audio', 'File', 'Link'] as const;

/** The platform's error message for an empty message. */
const NEITHER_TEXT_NOR_CONTENT =
	"should have required property 'content', should have required property '.text', should match some schema in anyOf";

function attachmentItem(item: unknown, index: number): JsonObject {
	const path = `content[${index}]`;
	if (!isObject(item)) throw invalidValue(item, path, 'Object');
	const attachment = objectField(item, 'attachment', `${path}.attachment`);
	enumField(attachment, 'mediaType', `${path}.attachment.mediaType`, MEDIA_TYPES);
	textField(attachment, 'mime', `${path}.attachment.mime`);
	const url = textField(attachment, 'url', `${path}.attachment.url`);
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw invalidValue(url, `${path}.attachment.url`, 'URL');
	}
	return { contentType: 'Attachment', attachment };
}

/**
 * Text and content of an inbound message. At least one is required. Media that the supported content profile doesn't
 * allow is dropped without an error.
 * @param isAllowed whether the profile allows inbound media of this type
 * @throws ApiError 400
 */
export function contentOf(
	body: JsonObject,
	maxTextLength: number,
	isAllowed: (mime: string) => boolean,
): { text: string; content: JsonObject[] } {
	const { text, content } = body;
	if (text !== undefined && text !== null && typeof text !== 'string') throw invalidValue(text, 'text', 'String');
	if (content !== undefined && content !== null && !Array.isArray(content)) {
		throw invalidValue(content, 'content', 'List');
	}
	const items = ((content ?? []) as unknown[]).map(attachmentItem);
	if (!isFilledText(text) && items.length === 0) throw badRequest(NEITHER_TEXT_NOR_CONTENT);
	if (items.length > 1) throw badRequest('If contentType = Attachment only one item is allowed.');
	if ((text ?? '').length > maxTextLength) {
		throw badRequest(`The text is longer than the maximum of ${maxTextLength} characters.`);
	}
	return { text: text ?? '', content: items.filter((item) => isAllowed(mimeOf(item))) };
}

function mimeOf({ attachment }: JsonObject): string {
	return isObject(attachment) ? String(attachment['mime']) : '';
}
