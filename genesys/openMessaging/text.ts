/** Longest text of one inbound message, in UTF-16 code units: what agents may write in one. UNCONFIRMED for the way in. */
export const MAX_TEXT_LENGTH = 4000;

/**
 * Splits a text into parts of at most `limit` code units, between characters as people see them (an emoji with its modifiers);
 * only a single one longer than the limit is cut between code points. Nothing is dropped but white space at a cut.
 */
export function splitText(text: string, limit = MAX_TEXT_LENGTH): string[] {
	const parts: string[] = [];
	let rest = text;
	while (rest.length > limit) {
		const cut = cutPosition(rest, limit);
		parts.push(rest.slice(0, cut).trimEnd());
		rest = trimBeginning(rest.slice(cut));
	}
	return [...parts, rest].filter((part) => part !== '');
}

/** Where a text is cut, best first: between paragraphs, lines, sentences (Chinese and Japanese without a blank), words. */
const SEAMS = [/\n\n/g, /\n/g, /[.!?…]\s|[。！？](?!\p{Mark})/gu, /\s/g];
function cutPosition(text: string, limit: number): number {
	// One more than the limit, so that white space just behind it counts as a seam.
	const window = text.slice(0, limit + 1);
	for (const seam of SEAMS) {
		const positions = [...window.matchAll(seam)].map((match) => match.index + match[0].trimEnd().length);
		const position = positions.findLast((candidate) => candidate <= limit) ?? 0;
		// Earlier, it would leave the part too short.
		if (position >= limit / 2) return position;
	}
	return characterStart(text, limit) || codePointBoundary(text, limit);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Where the character begins that the position lies in. Depends on all before it and on one code point behind it. */
function characterStart(text: string, position: number): number {
	return segmenter.segment(text.slice(0, position + 2)).containing(position)?.index ?? position;
}

/** Without the white space at its beginning, except a blank that an accent stands on. */
function trimBeginning(text: string): string {
	const blanks = text.length - text.trimStart().length;
	return blanks === 0 ? text : text.slice(characterStart(text, blanks));
}

/** The position, or the one before it within a surrogate pair. At least one code point. */
function codePointBoundary(text: string, position: number): number {
	if ((text.codePointAt(position - 1) ?? 0) <= 0xffff) return position;
	return position > 1 ? position - 1 : position + 1;
}

/** The beginning of a text, cut between characters as people see them. At most `maxLength` code units. */
export function beginningOf(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	return maxLength < 1 ? '' : (splitText(text.slice(0, maxLength + 1), maxLength)[0] ?? '');
}

export const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/; // Wherever a screen may begin a new line.
/** The end of a text, from the beginning of a line where there is one in its first half. At most `maxLength` code units. */
export function endOf(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	const end = text.slice(text.length - maxLength);
	const lineEnd = LINE_ENDS.exec(end);
	if (lineEnd && lineEnd.index < maxLength / 2) return end.slice(lineEnd.index + lineEnd[0].length);
	return end.replace(/^[\udc00-\udfff]/, '');
}

/** What does not show, or shows the rest in another order ("gpj.exe" behind it reads "exe.jpg"). Joiners of letters and emoji stay. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;
/** A name that customers or files have chosen themselves: on one line, with nothing in it that is not seen. */
export function visible(name: string): string {
	return name.replace(INVISIBLE, '').trim();
}
