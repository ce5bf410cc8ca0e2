/** Longest file name in bytes of UTF-8: file systems take 255, and a channel may put something in front. */
const MAX_BYTES = 200;

/**
 * What does not show, or shows the rest in another order: control characters, halves of surrogate pairs, line and
 * paragraph separators, and the marks of writing direction ("gpj.exe" behind one reads "exe.jpg"). Joiners of letters and
 * emoji stay.
 */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * A file name that can be shown, and written to a disk: the last part of a path or URL path, percent-decoded, without
 * what does not show, at most 200 bytes long with its extension. `undefined` when nothing is left.
 */
export function cleanFileName(name: string | undefined): string | undefined {
	// A path would become a directory for whoever writes the file to a disk.
	const last = percentDecoded(name ?? '').split(/[\\/]/).at(-1) ?? '';
	const shown = shortened(last.replace(INVISIBLE, '').trim());
	return /^\.*$/.test(shown) ? undefined : shown;
}

/** A name with a percent sign of its own ("100%.pdf") stays as it is. */
function percentDecoded(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

function shortened(name: string): string {
	if (Buffer.byteLength(name) <= MAX_BYTES) return name;
	const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
	const stem = Buffer.from(name).subarray(0, MAX_BYTES - extension.length).toString('utf8');
	// The cut may have gone through a character.
	return stem.replace(/\uFFFD+$/, '').trimEnd() + extension;
}
