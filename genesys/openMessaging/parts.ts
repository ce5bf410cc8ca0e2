import { InvalidInputError } from '../errors';
import type { InboundAttachment } from './inbound';
import { MAX_TEXT_LENGTH, splitText } from './text';

/** What one call to Genesys Cloud takes. */
export interface Part {
	text?: string;
	attachment?: InboundAttachment;
}

/** Most messages that one text is sent in: more than the longest message of any channel (WhatsApp: 65,536 characters). */
export const MAX_TEXT_PARTS = 20;

/** Most files of one message. */
export const MAX_FILES = 10;

/**
 * The parts of a message, in order: the first file goes with the last piece of text, as its caption; the rest follow one
 * by one.
 *
 * @throws InvalidInputError when there is nothing to send, or so much that it would use up the rate limit
 */
export function partsOf({ text = '', attachments = [] }: { text?: string; attachments?: InboundAttachment[] }): Part[] {
	requireFewFiles(attachments.length);
	const texts: Part[] = piecesOf(text).map((piece) => ({ text: piece }));
	const [first, ...others] = attachments;
	if (!first && texts.length === 0) {
		throw new InvalidInputError('Text', 'There is nothing to send', 'Fill in Text, or add at least one attachment.');
	}
	if (!first) return texts;
	const last = texts.pop();
	return [...texts, { ...last, attachment: first }, ...others.map((attachment) => ({ attachment }))];
}

/** @throws InvalidInputError when there are too many; before the files are prepared */
export function requireFewFiles(count: number): void {
	if (count <= MAX_FILES) return;
	throw new InvalidInputError(
		'Attachments',
		`There are ${count} files, and one message takes ${MAX_FILES} at most`,
		'Nothing was sent. Send the files in several messages, or a link to all of them as text.',
	);
}

function piecesOf(text: string): string[] {
	// Measured before the cutting, which takes its time with a text of many megabytes.
	const pieces = text.length > MAX_TEXT_PARTS * MAX_TEXT_LENGTH ? undefined : splitText(text);
	if (pieces && pieces.length <= MAX_TEXT_PARTS) return pieces;
	throw new InvalidInputError(
		'Text',
		`The text has ${text.length} characters, which is more than ${MAX_TEXT_PARTS} messages of ${MAX_TEXT_LENGTH} hold`,
		'Nothing was sent. Send it as a file, or less of it.',
	);
}
