/** Longest text of an inbound message in UTF-16 code units. It's the limit for agents' messages; for customers' messages it's UNCONFIRMED. */
export const MAX_TEXT_LENGTH = 4000;

/**
 * Splits a text into parts of at most `limit` code units, between graphemes (such as an emoji with its modifiers). Only a
 * grapheme longer than the limit is split, between code points. Drops only white space at a split.
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

/** Where to split a text, best first: between paragraphs, lines, sentences (in Chinese and Japanese, without a space), words. */
const SEAMS = [/\n\n/g, /\n/g, /[.!?…]\s|[。！？](?!\p{Mark})/gu, /\s/g];
function cutPosition(text: string, limit: number): number {
	// One more than the limit, so that white space right after it counts.
	const window = text.slice(0, limit + 1);
	for (const seam of SEAMS) {
		const positions = [...window.matchAll(seam)].map((match) => match.index + match[0].trimEnd().length);
		const position = positions.findLast((candidate) => candidate <= limit) ?? 0;
		// An earlier split would make the part too short.
		if (position >= limit / 2) return position;
	}
	return characterStart(text, limit) || codePointBoundary(text, limit);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Start of the grapheme at a position. Depends on all text before it and one code point after it. */
function characterStart(text: string, position: number): number {
	return segmenter.segment(text.slice(0, position + 2)).containing(position)?.index ?? position;
}

/** Removes leading white space, except a space with a combining mark. */
function trimBeginning(text: string): string {
	const blanks = text.length - text.trimStart().length;
	return blanks === 0 ? text : text.slice(characterStart(text, blanks));
}

/** The position, or the previous one within a surrogate pair. At least one code point. */
function codePointBoundary(text: string, position: number): number {
	if ((text.codePointAt(position - 1) ?? 0) <= 0xffff) return position;
	return position > 1 ? position - 1 : position + 1;
}

/** The beginning of a text, cut between graphemes. At most `maxLength` code units. */
export function beginningOf(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	return maxLength < 1 ? '' : (splitText(text.slice(0, maxLength + 1), maxLength)[0] ?? '');
}

export const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/; // Everything that a screen can show as a line break.
/** The end of a text, starting with a new line if there's one in its first half. At most `maxLength` code units. */
export function endOf(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	const end = text.slice(text.length - maxLength);
	const lineEnd = LINE_ENDS.exec(end);
	if (lineEnd && lineEnd.index < maxLength / 2) return end.slice(lineEnd.index + lineEnd[0].length);
	return end.replace(/^[\udc00-\udfff]/, '');
}

/** Invisible characters, and those that reverse the text ("gpj.exe" shows as "exe.jpg"). Excludes joiners of letters and emoji. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;
/** An untrusted name on a single line without invisible characters. */
export function visible(name: string): string {
	return name.replace(INVISIBLE, '').trim();
}
