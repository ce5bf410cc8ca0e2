import fc from 'fast-check';
import { cleanFilename, filenameIn } from '../../../../genesys/openMessaging/filename';

describe('the name of a file that is sent', () => {
	it.each([
		['stays as it is where it is a good one', 'Rechnung März 2026 (2).pdf', 'Rechnung März 2026 (2).pdf'],
		['keeps emojis and the joiners of other scripts', '👩‍💻 می‌خواهم.png', '👩‍💻 می‌خواهم.png'],
		['loses control characters and line ends', 'a\u0000b\r\nc\u2028d.pdf', 'abcd.pdf'],
		['cannot turn its ending around', 'photo\u202egpj.exe', 'photogpj.exe'],
		['loses invisible characters', '\ufeffa\u2066b\u2069.png', 'ab.png'],
		['loses the folders it lies in', '../../etc/passwd', 'passwd'],
		['loses folders of Windows', 'C:\\Users\\ada\\photo.jpg', 'photo.jpg'],
		['loses half of a character', 'a\ud83d.png', 'a.png'],
	])('%s', (_what, name, expected) => {
		expect(cleanFilename(name)).toBe(expected);
	});

	it.each(['', ' ', '..', '/', '\u202e', 'a/'])('is none where nothing is left: %j', (name) => {
		expect(cleanFilename(name)).toBeUndefined();
	});

	it('is cut at 255 characters, and keeps its ending', () => {
		const name = cleanFilename(`${'x'.repeat(5000)}.pdf`);
		expect(name).toHaveLength(255);
		expect(name).toMatch(/^x+\.pdf$/);
		expect(cleanFilename(`x${'😀'.repeat(300)}.png`)).toMatch(/^x(?:😀)+\.png$/u);
	});

	it('is short, seen and without folders, whatever it was', () => {
		const units = fc.array(fc.constantFrom('\ud83d', '\ude00', 'x', '/', '\\', '\u202e', '\n', '.', ' '), { maxLength: 400 }).map((all) => all.join(''));
		fc.assert(
			fc.property(fc.oneof(units, fc.string({ unit: 'binary', maxLength: 600 })), (given) => {
				const name = cleanFilename(given) ?? 'none';
				expect(name.length).toBeLessThanOrEqual(255);
				expect(name).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e/\\]/u);
			}),
		);
	});
});

describe('the name in a URL', () => {
	it.each([
		['https://example.org/files/my%20photo.jpg?signature=x.pdf', 'my photo.jpg'],
		['https://example.org/photo%2Epng', 'photo.png'],
		['https://example.org/100%25.png', '100%.png'],
		['https://example.org/100%.png', '100%.png'],
		['https://example.org/50%%20off%20%E2%82%AC.pdf', '50% off €.pdf'],
		['https://example.org/%E9t%E9%20one.png', 'été one.png'],
		['https://example.org/a%2F..%2Fb.png', 'b.png'],
		['https://example.org/photo%E2%80%AEgpj.exe', 'photogpj.exe'],
	])('%s is decoded and cleaned', (url, name) => {
		expect(filenameIn(url)).toBe(name);
	});

	it.each(['https://example.org/', 'https://example.org/download/1', 'https://example.org/.png', 'https://example.org'])('%s has none', (url) => {
		expect(filenameIn(url)).toBeUndefined();
	});
});
