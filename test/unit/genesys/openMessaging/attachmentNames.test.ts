import fc from 'fast-check';
import { cleanFileName, fileNameIn } from '../../../../genesys/openMessaging/attachments';

it.each([
	['photo.png', 'photo.png'],
	['Rechnung März (2).pdf', 'Rechnung März (2).pdf'],
	['👩‍👩‍👧 Familie.jpg', '👩‍👩‍👧 Familie.jpg'],
	['می‌خواهم.pdf', 'می‌خواهم.pdf'],
	['.htaccess', '.htaccess'],
	// Encoded, once.
	['Rechnung%20M%C3%A4rz.pdf', 'Rechnung März.pdf'],
	['%E6%97%A5%E6%9C%AC.txt', '日本.txt'],
	['100%.pdf', '100%.pdf'],
	['a%2520b.txt', 'a%20b.txt'],
	['caf%E9.txt', 'café.txt'],
	// Paths.
	['../../etc/passwd', 'passwd'],
	['..%2F..%2Fetc%2Fpasswd', 'passwd'],
	['C:\\Users\\ada\\a.txt', 'a.txt'],
	['/shared/plan.pdf', 'plan.pdf'],
	// What does not show.
	['a\u0000b\r\nc\u007F.png', 'abc.png'],
	['invoice\u202Egpj.exe', 'invoicegpj.exe'],
	['\u2066a\u2069\u200F\u061C.png', 'a.png'],
	['a\uFEFF\u200B\u2060\u2028.png', 'a.png'],
	['cut\uD83D.png', 'cut.png'],
	['a%00b%E2%80%AE.png', 'ab.png'],
	['  a.png \n', 'a.png'],
	// Nothing left.
	['', undefined],
	[undefined, undefined],
	['..', undefined],
	['a/', undefined],
	['\u202E\u0000', undefined],
])('%j becomes %j', (name, expected) => {
	expect(cleanFileName(name)).toBe(expected);
});

it.each([
	['of 5,000 characters', `${'a'.repeat(5_000)}.pdf`, `${'a'.repeat(196)}.pdf`],
	['of 5,000 characters of four bytes', `${'😀'.repeat(5_000)}.pdf`, `${'😀'.repeat(49)}.pdf`],
	['of 5,000 characters without an extension', 'ü'.repeat(5_000), 'ü'.repeat(100)],
	['whose extension is none', `a.${'b'.repeat(5_000)}`, `a.${'b'.repeat(198)}`],
])('a name %s is shortened to 200 bytes including its extension', (_case, name, expected) => {
	expect(cleanFileName(name)).toBe(expected);
});

it('any name becomes short and visible, and never leads to another folder', () => {
	const names = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.array(fc.constantFrom('%2F', '/', '\\', '..', '\u202E', '%00', 'ü', '😀', '.png')).map((parts) => parts.join('')));
	fc.assert(
		fc.property(names, (name) => {
			const clean = cleanFileName(name);
			if (clean === undefined) return true;
			return clean !== '' && Buffer.byteLength(clean) <= 200 && !/[\p{Cc}\p{Cs}\u202E/\\]/u.test(clean) && !/^\.+$/.test(clean);
		}),
		{ numRuns: 2_000 },
	);
});

describe('the file name in a URL', () => {
	it.each([
		['https://example.org/files/my%20photo.jpg?signature=x.pdf', 'my photo.jpg'],
		['https://example.org/photo%2Epng', 'photo.png'],
		['https://example.org/100%25.png', '100%.png'],
		['https://example.org/100%.png', '100%.png'],
		['https://example.org/50%%20off%20%E2%82%AC.pdf', '50% off €.pdf'],
		['https://example.org/%E9t%E9%20one.png', 'été one.png'],
		['https://example.org/a%2F..%2Fb.png', 'b.png'],
		['https://example.org/photo%E2%80%AEgpj.exe', 'photogpj.exe'],
	])('is decoded and cleaned: %s', (url, name) => {
		expect(fileNameIn(url)).toBe(name);
	});

	it.each(['https://example.org/', 'https://example.org/download/1', 'https://example.org/.png', 'https://example.org'])('is missing in %s', (url) => {
		expect(fileNameIn(url)).toBeUndefined();
	});
});
