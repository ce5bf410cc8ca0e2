/** Longest name of a file on common file systems, in characters. */
const MAX_LENGTH = 255;

/** Control characters, line ends, halves of characters, and marks of direction: "exe.gpj" can be made to read "jpg.exe". */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/**
 * A file's name fit for the agent's screen and disk: without folders and what is not seen, with at most 255 characters,
 * of which the ending stays. `undefined` where nothing is left.
 */
export function cleanFilename(name: string): string | undefined {
	const base = name.split(/[/\\]/).at(-1) ?? '';
	const seen = base.replace(UNSEEN, '').trim();
	return seen === '' || /^\.+$/.test(seen) ? undefined : shortened(seen);
}

/** The last part of a URL's path, decoded, when it looks like a file's name. */
export function filenameIn(url: string): string | undefined {
	const last = new URL(url).pathname.split('/').at(-1) ?? '';
	const name = cleanFilename(decoded(last));
	return name !== undefined && /[^.]\.[A-Za-z0-9]{1,8}$/.test(name) ? name : undefined;
}

/** Decodes UTF-8, or Latin-1 as old servers write it. A percent sign that encodes nothing belongs to the name. */
function decoded(text: string): string {
	return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('latin1');
		}
	});
}

function shortened(name: string): string {
	if (name.length <= MAX_LENGTH) return name;
	const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
	// Not through the middle of a character outside the BMP.
	const beginning = name.slice(0, MAX_LENGTH - ending.length).replace(/[\ud800-\udbff]$/, '');
	return beginning + ending;
}
