/**
 * What does not show, or shows the rest in another order: control characters, halves of surrogate pairs, line and
 * paragraph separators, and the marks of writing direction ("gpj.exe" behind one reads "exe.jpg"). Joiners of letters and
 * emoji stay.
 */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** A name that customers or files have chosen themselves: on one line, with nothing in it that is not seen. */
export function visible(name: string): string {
	return name.replace(INVISIBLE, '').trim();
}
