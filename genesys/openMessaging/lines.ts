import { splitText } from './text';

/** Wherever a screen may begin a new line. */
export const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const LINE = /[^\n\r\v\f\u0085\u2028\u2029]+/g;

/** Two dashes of any kind, or one as long, at the beginning of a line: our headings begin so. */
const LIKE_HEADING = /^[\s\p{Cf}]*(?:[\u2e3a\u2e3b]|[\p{Pd}\u2212\u23af\u2500\u2501]\p{Cf}*[\p{Pd}\u2212\u23af\u2500\u2501])/u;

/** The text with a mark before each line that could be taken for one of our headings. Every other character stays. */
export function quotedWhereLikeHeading(text: string): string {
	return text.replace(LINE, (line) => (LIKE_HEADING.test(line) ? `> ${line}` : line));
}

/** The beginning of a text, cut between characters as people see them. At most `maxLength` code units. */
export function beginningOf(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	return maxLength < 1 ? '' : (splitText(text.slice(0, maxLength + 1), maxLength)[0] ?? '');
}

/** The end of a text, from the beginning of a line where there is one in its first half. At most `maxLength` characters. */
export function endOf(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	const end = text.slice(text.length - maxLength);
	const lineEnd = LINE_ENDS.exec(end);
	if (lineEnd && lineEnd.index < maxLength / 2) return end.slice(lineEnd.index + lineEnd[0].length);
	// Not from the middle of a character outside the BMP.
	return end.replace(/^[\udc00-\udfff]/, '');
}
