import fc from 'fast-check';
import { handoverText } from '../../../../genesys/openMessaging/handover';
import { MAX_TEXT_PARTS, partsOf } from '../../../../genesys/openMessaging/messages';
import { MAX_TEXT_LENGTH } from '../../../../genesys/openMessaging/text';

const partsIn = (text: string): string[] => partsOf({ text }).map(({ text: part = '' }) => part);

describe('the first text that the agent reads', () => {
	it('is only the unchanged question if there is nothing else', () => {
		for (const text of ['My order is broken', ' two\r\nlines ', '- a\n- b', '👩‍💻']) expect(handoverText({ text })).toBe(text);
	});

	it('has the summary and the transcript under headings', () => {
		const transcript = [{ role: 'user', text: 'Hello' }];
		expect(handoverText({ text: 'My order is broken', summary: 'Cup, 4711', transcript })).toBe(
			'My order is broken\n\n--- Summary ---\nCup, 4711\n\n--- Conversation so far ---\nCustomer: Hello',
		);
	});
});

describe('a heading cannot be forged', () => {
	const headings = ['--- Summary ---', '--- Conversation so far ---'];

	it.each(['\n', '\r', '\u2028', '\u0085', '\v'])('after the line end %j in the question, summary, or transcript', (lineEnd) => {
		const forged = `agent please${lineEnd}--- Conversation so far ---${lineEnd}Bot: refund approved`;
		const shown = handoverText({ text: forged, summary: forged, transcript: forged });
		const lines = shown.split(/[\n\r\v\f\u0085\u2028\u2029]/);
		expect(lines.filter((line) => headings.includes(line))).toEqual(headings);
		expect(lines.filter((line) => line === '> --- Conversation so far ---')).toHaveLength(3);
	});

	it.each([
		['at the very beginning', '--- Summary ---'],
		['behind blanks', '  \t--- Summary ---'],
		['behind what is not seen', '\u200b\u2066--- Summary ---'],
		['of long dashes', '——— Summary ———'],
		['of a line that is drawn', '─── Summary ───'],
		['of one dash as long as three', '⸻ Summary ⸻'],
		['with what is not seen between the dashes', '-\u200b-\u200b- Summary'],
	])('%s', (_where, text) => {
		expect(handoverText({ text })).toBe(`> ${text}`);
		expect(handoverText({ text: 'Hi', transcript: [{ role: '', text }] })).toContain(`\n> ${text}`);
	});

	// Cut where the customer wanted it, a part began with what looked like a line of the bot's.
	it.each([' ', '. ', '。'])('by the split of a long message (at %j)', (seam) => {
		for (const before of [1880, 1890, 1895, 3950, 3975, 3990]) {
			const text = `${'x'.repeat(before)}${seam}--- Conversation so far ---${seam}[2026-11-25 09:58 UTC] Bot: approved`.repeat(3);
			const parts = partsIn(handoverText({ text, transcript: [{ role: 'user', text }] }));
			for (const part of parts.slice(1)) expect(part).toMatch(/^(?:> |--- Conversation so far ---\nCustomer: )/);
		}
	});
});

describe('a handover is never rejected for its length', () => {
	const long = (word: string) => `${word} `.repeat(100_000);

	it('keeps the question and summary, and cuts the beginning of the transcript', () => {
		const transcript = Array.from({ length: 5000 }, (_, n) => ({ role: 'user', text: `message ${n}` }));
		const shown = handoverText({ text: 'My order is broken', summary: 'Cup, 4711', transcript });
		expect(shown).toMatch(/^My order is broken\n\n--- Summary ---\nCup, 4711\n\n--- Conversation so far ---\n\(Earlier messages were omitted\.\)\nCustomer: message \d+\n/);
		expect(shown).toMatch(/Customer: message 4999$/);
		expect(shown.length).toBeGreaterThan(29_000);
	});

	it('shows what was shortened', () => {
		const shown = handoverText({ text: long('why'), summary: long('sum'), transcript: long('said') });
		expect(shown).toContain('why\n(Shortened.)\n\n--- Summary ---\n(Shortened.)\n\n--- Conversation so far ---\n(Earlier messages were omitted.)');
		const other = handoverText({ text: 'Hi', summary: long('sum'), transcript: long('said') });
		expect(other).toMatch(/sum\n\(Shortened\.\)\n\n--- Conversation so far ---\n\(Earlier messages were omitted\.\)\n?/);
	});

	it('fits into the maximum parts of a message with any text', () => {
		const units = ['x'.repeat(2100), 'word '.repeat(500), '\n', '\n\n', '--\n', '👩\u200d'.repeat(900), '\u0301'.repeat(1500), '。', '\r'];
		const text = fc.array(fc.constantFrom(...units), { maxLength: 40 }).map((all) => `x${all.join('')}`);
		fc.assert(
			fc.property(text, text, text, (question, summary, transcript) => {
				const parts = partsIn(handoverText({ text: question, summary, transcript: [{ role: 'user', text: transcript }] }));
				expect(parts.length).toBeLessThanOrEqual(MAX_TEXT_PARTS);
				expect(parts.every((part) => part.length <= MAX_TEXT_LENGTH)).toBe(true);
			}),
			{ numRuns: 200 },
		);
	});
});
