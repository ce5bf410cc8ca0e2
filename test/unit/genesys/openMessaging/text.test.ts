import fc from 'fast-check';
import { MAX_TEXT_LENGTH, splitText } from '../../../../genesys/openMessaging/text';

const FAMILY = '👩‍👩‍👧‍👦';
const FLAG = '🇩🇪';
const ACCENTED = 'e\u0301\u0323';

const graphemesOf = (text: string) =>
	[...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);
const withoutBlanks = (text: string) => text.replaceAll(/\s/g, '');

describe('a text within the limit', () => {
	it.each(['', 'x', ' blanks around ', 'x'.repeat(MAX_TEXT_LENGTH)])('stays unchanged', (text) => {
		expect(splitText(text)).toEqual(text === '' ? [] : [text]);
	});
});

describe('a text over the limit is split', () => {
	it('between paragraphs if possible', () => {
		expect(splitText('First line.\nSecond line.\n\nAnother paragraph.', 30)).toEqual([
			'First line.\nSecond line.',
			'Another paragraph.',
		]);
	});

	it('between lines if there are no paragraphs', () => {
		expect(splitText('One sentence. Two.\nAnother line of it.', 30)).toEqual([
			'One sentence. Two.',
			'Another line of it.',
		]);
	});

	it('after a sentence if there are no lines', () => {
		expect(splitText('This is said. And this is said after it.', 26)).toEqual([
			'This is said.',
			'And this is said after it.',
		]);
	});

	it('after an earlier sentence if the next one ends just after the limit', () => {
		expect(splitText('一二三四五六。七八九十一二三。四五六', 13)).toEqual(['一二三四五六。', '七八九十一二三。四五六']);
	});

	it('after a sentence in languages without a space there', () => {
		expect(splitText('これは最初の文です。これは二番目の文です。', 15)).toEqual([
			'これは最初の文です。',
			'これは二番目の文です。',
		]);
	});

	it('between words if there are no sentences', () => {
		expect(splitText('many words and no full stop at all', 20)).toEqual(['many words and no', 'full stop at all']);
	});

	it('within a word only as a last resort', () => {
		expect(splitText('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
	});

	it('so that no part is nearly empty', () => {
		expect(splitText(`A.\n\n${'word '.repeat(10)}`, 30)[0].length).toBeGreaterThanOrEqual(15);
	});

	it('at a space just after the limit', () => {
		expect(splitText('exactly-10 next', 10)).toEqual(['exactly-10', 'next']);
	});

	it('without losing its leading spaces', () => {
		expect(splitText('  indented word', 10)).toEqual(['  indented', 'word']);
	});

	it('without interpreting it as a pattern', () => {
		expect(splitText('.*'.repeat(10), 10)).toEqual(['.*'.repeat(5), '.*'.repeat(5)]);
	});

	it('never into a part of only spaces', () => {
		expect(splitText(`${' '.repeat(50)}end`, 10)).toEqual(['end']);
	});
});

describe('a grapheme is not split', () => {
	it.each([
		['a family emoji', FAMILY],
		['a flag', FLAG],
		['a letter with two accents', ACCENTED],
		['an emoji with a skin color', '👍🏽'],
		['a syllable of Korean', '\u1112\u1161\u11ab'],
		['a full stop with an accent', '。\u0301'],
	])('%s', (_name, character) => {
		for (let before = 0; before < 20; before++) {
			const parts = splitText('x'.repeat(before) + character.repeat(10), 20);
			expect(parts.flatMap(graphemesOf)).toEqual([...'x'.repeat(before), ...Array<string>(10).fill(character)]);
		}
	});

	it('even far from the beginning of the text', () => {
		const wall = `x${FLAG.repeat(2000)}`;
		expect(splitText(wall, 4000).flatMap(graphemesOf)).toEqual(['x', ...Array<string>(2000).fill(FLAG)]);
	});

	it('unless it is longer than the limit, and then only between code points', () => {
		const stacked = `e${'\u0301'.repeat(30)}`;
		expect(splitText(stacked, 10).join('')).toBe(stacked);
		for (const limit of [1, 2, 3, 4, 5, 6]) {
			const parts = splitText(FAMILY.repeat(3), limit);
			expect(parts.join('')).toBe(FAMILY.repeat(3));
			expect(parts.every(isWellFormed)).toBe(true);
		}
	});

	it('if it is a space with a combining accent', () => {
		expect(splitText('xxxxxxxx \u0301yyyy', 9)).toEqual(['xxxxxxxx', ' \u0301yyyy']);
	});
});

describe('for any text', () => {
	const piece = fc.oneof(
		fc.constantFrom(
			'a',
			'word',
			' ',
			'\n',
			'\n\n',
			'. ',
			'。',
			'\r\n',
			'\t',
			FAMILY,
			FLAG,
			ACCENTED,
			'👍🏽',
			'ñ',
			'\u00a0',
		),
		fc.string({ unit: 'grapheme', maxLength: 4 }),
	);
	const texts = fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join(''));
	const anything = fc.oneof(
		texts,
		fc.string({ unit: 'binary', maxLength: 200 }),
		fc.array(fc.constantFrom('\ud83d', '\ude00', 'x', ' ')).map((units) => units.join('')),
	);
	const limits = fc.integer({ min: 2, max: 60 });

	it('no part is longer than the limit, and none is empty', () => {
		fc.assert(
			fc.property(anything, limits, (text, limit) =>
				splitText(text, limit).every((part) => part !== '' && part.length <= limit),
			),
			{ numRuns: 1000 },
		);
	});

	it('only spaces are lost, and the order stays', () => {
		fc.assert(
			fc.property(anything, limits, (text, limit) => {
				expect(withoutBlanks(splitText(text, limit).join(''))).toBe(withoutBlanks(text));
			}),
			{ numRuns: 1000 },
		);
	});

	it('no grapheme within the limit is split', () => {
		const isBlank = (grapheme: string) => grapheme.trim() === '';
		fc.assert(
			fc.property(texts, fc.integer({ min: 20, max: 60 }), (text, limit) => {
				const whole = graphemesOf(text);
				fc.pre(whole.every((grapheme) => grapheme.length <= limit));
				expect(
					splitText(text, limit)
						.flatMap(graphemesOf)
						.filter((grapheme) => !isBlank(grapheme)),
				).toEqual(whole.filter((grapheme) => !isBlank(grapheme)));
			}),
			{ numRuns: 1000 },
		);
	});

	it('well-formed text stays well-formed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 200 }), limits, (text, limit) =>
				splitText(text, limit).every((part) => isWellFormed(part)),
			),
			{ numRuns: 1000 },
		);
	});
});
