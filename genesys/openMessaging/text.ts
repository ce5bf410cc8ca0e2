/**
 * Longest text of one inbound message, in UTF-16 code units (a JavaScript string's `length`, which no other way of
 * counting characters exceeds). Genesys publishes no figure for inbound Open Messaging; 4000 is what its agents may
 * write in one message of this channel. UNCONFIRMED for the way in.
 */
export const MAX_TEXT_LENGTH = 4000;

/** Where a text is best cut, best first: between paragraphs, lines, sentences (Chinese and Japanese without a blank), words. */
const SEAMS = [/\n\n/g, /\n/g, /[.!?…]\s|[。！？](?!\p{Mark})/gu, /\s/g];

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
		rest = trimBeginning(rest.slice(cut));
	}
	if (rest !== '') parts.push(rest);
	return parts;
}

function cutPosition(text: string, limit: number): number {
	// One more than the limit, so that white space just behind it counts as a seam.
	const window = text.slice(0, limit + 1);
	for (const seam of SEAMS) {
		const positions = [...window.matchAll(seam)].map((match) => match.index + match[0].trimEnd().length);
		const position = positions.findLast((candidate) => candidate <= limit) ?? 0;
		if (position >= limit * MIN_FILL) return position;
	}
	return characterBoundary(text, limit);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where the character begins that the position lies in. The text must begin with a whole one. */
function characterStart(text: string, position: number): number {
	// Whether a character ends at a position depends on what is before it and on one code point behind it.
	return segmenter.segment(text.slice(0, position + 2)).containing(position)?.index ?? position;
}

/** The last position up to the limit that lies between two characters. */
function characterBoundary(text: string, limit: number): number {
	return characterStart(text, limit) || codePointBoundary(text, limit);
}

/** Without the white space at its beginning, except a blank that an accent stands on. */
function trimBeginning(text: string): string {
	const blanks = text.length - text.trimStart().length;
	return blanks === 0 ? text : text.slice(characterStart(text, blanks));
}

/** The position itself, or the one before where it would part a surrogate pair. At least one code point. */
function codePointBoundary(text: string, position: number): number {
	const partsPair = /[\uD800-\uDBFF]/.test(text[position - 1]) && /[\uDC00-\uDFFF]/.test(text[position]);
	if (!partsPair) return position;
	return position > 1 ? position - 1 : position + 1;
}
