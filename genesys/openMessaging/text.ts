/**
 * Longest text of one inbound message, in UTF-16 code units (a JavaScript string's `length`, which no other way of
 * counting characters exceeds). Genesys publishes no figure for inbound Open Messaging; 4000 is what its agents may
 * write in one message of this channel. UNCONFIRMED for the way in.
 */
export const MAX_TEXT_LENGTH = 4000;

/** Where a text is best cut, best first: between paragraphs, lines, sentences, words. */
const SEAMS = [/\n\n/g, /\n/g, /[.!?…。！？]\s/g, /\s/g];

/** A seam this early in the part would leave it too short; then the next kind of seam is tried. */
const MIN_FILL = 0.5;

/**
 * Splits a text into parts of at most `limit` code units, in order, without cutting a character as people see it
 * (an emoji with its modifiers, a letter with its accents). White space at a cut is dropped; nothing else is.
 *
 * A single character longer than the limit is cut between code points rather than lost.
 */
export function splitText(text: string, limit = MAX_TEXT_LENGTH): string[] {
	const parts: string[] = [];
	let rest = text;
	while (rest.length > limit) {
		const cut = cutPosition(rest, limit);
		const part = rest.slice(0, cut).trimEnd();
		if (part !== '') parts.push(part);
		rest = rest.slice(cut).trimStart();
	}
	if (rest !== '') parts.push(rest);
	return parts;
}

function cutPosition(text: string, limit: number): number {
	// One more than the limit, so that white space just behind it counts as a seam.
	const window = text.slice(0, limit + 1);
	for (const seam of SEAMS) {
		const last = [...window.matchAll(seam)].at(-1);
		const position = last ? last.index + last[0].trimEnd().length : 0;
		if (position >= limit * MIN_FILL && position <= limit) return position;
	}
	return characterBoundary(text, limit);
}

/** How far before the limit the segmenter starts reading: longer than any character people write. */
const LOOK_BACK = 200;

/** The last position up to the limit that lies between two characters. */
function characterBoundary(text: string, limit: number): number {
	const start = codePointBoundary(text, Math.max(0, limit - LOOK_BACK));
	const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(start, limit + LOOK_BACK));
	let boundary = 0;
	for (const { index } of segments) {
		if (start + index > limit) break;
		boundary = start + index;
	}
	return boundary > start ? boundary : codePointBoundary(text, limit);
}

/** The position itself, or the one before where it would part a surrogate pair. At least one code point. */
function codePointBoundary(text: string, position: number): number {
	if (position <= 0) return 0;
	const partsPair = /[\uD800-\uDBFF]/.test(text[position - 1]) && /[\uDC00-\uDFFF]/.test(text[position] ?? '');
	if (!partsPair) return position;
	return position > 1 ? position - 1 : position + 1;
}
