import { visible } from './visible';

/** Longest file name in bytes of UTF-8: file systems take 255, and a channel may put something in front. */
const MAX_BYTES = 200;

/**
 * A file name that can be shown, and written to a disk: the last part of a path or URL path, percent-decoded, without
 * what does not show, at most 200 bytes long with its extension. `undefined` when nothing is left.
 */
export function cleanFileName(name: string | undefined): string | undefined {
	// A path would become a directory for whoever writes the file to a disk.
	const last = percentDecoded(name ?? '').split(/[\\/]/).at(-1) ?? '';
	const shown = shortened(visible(last));
	return /^\.*$/.test(shown) ? undefined : shown;
}

/** The last part of a URL's path, cleaned, when it looks like a file's name. */
export function fileNameIn(url: string): string | undefined {
	const name = cleanFileName(new URL(url).pathname);
	return name !== undefined && /[^.]\.[A-Za-z0-9]{1,8}$/.test(name) ? name : undefined;
}

/** Decodes UTF-8, or Latin-1 as old servers write it. A percent sign that encodes nothing belongs to the name. */
function percentDecoded(name: string): string {
	return name.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('latin1');
		}
	});
}

function shortened(name: string): string {
	if (Buffer.byteLength(name) <= MAX_BYTES) return name;
	const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
	const stem = Buffer.from(name).subarray(0, MAX_BYTES - extension.length).toString('utf8');
	// The cut may have gone through a character.
	return stem.replace(/\uFFFD+$/, '').trimEnd() + extension;
}
