import { InvalidInputError } from '../../../../genesys/errors';
import { MAX_FILES, MAX_TEXT_PARTS, partsOf } from '../../../../genesys/openMessaging/messages';
import { MAX_TEXT_LENGTH } from '../../../../genesys/openMessaging/text';

const files = (count: number) => Array.from({ length: count }, (_, n) => ({ url: `https://example.org/${n}.png` }));
const refusalOf = (send: () => unknown): InvalidInputError => {
	try {
		send();
	} catch (error) {
		if (error instanceof InvalidInputError) return error;
	}
	throw new Error('Expected a refusal');
};

describe('too much content for one message is rejected before anything is sent', () => {
	// A text of 15 MB made 3,750 calls, 5,000 attachments made 5,000: half an hour of the organization's rate limit.
	it('for a text of 15 MB, immediately', () => {
		const text = 'word '.repeat(3_000_000);
		const begun = Date.now();
		expect(refusalOf(() => partsOf({ text })).message).toBe(
			'The text has 15000000 characters, which is more than 20 messages of 4000 characters',
		);
		expect(Date.now() - begun).toBeLessThan(10_000);
	});

	it('for a text that is split into more parts than its length requires', () => {
		const paragraph = `${'x'.repeat(2500)}\n\n`;
		expect(partsOf({ text: paragraph.repeat(MAX_TEXT_PARTS) })).toHaveLength(MAX_TEXT_PARTS);
		const refusal = refusalOf(() => partsOf({ text: paragraph.repeat(MAX_TEXT_PARTS + 1) }));
		expect(refusal).toMatchObject({ parameter: 'Text', advice: expect.stringMatching(/^Nothing was sent\./) });
	});

	it('for 5,000 files', () => {
		const refusal = refusalOf(() => partsOf({ text: 'Hi', attachments: files(5000) }));
		expect(refusal.message).toBe('The message has 5000 files, but the limit is 10');
		expect(refusal.parameter).toBe('Attachments');
	});
});

it('the longest WhatsApp message and ten files are sent', () => {
	const parts = partsOf({ text: 'word '.repeat(13_107), attachments: files(MAX_FILES) });
	expect(parts).toHaveLength(17 + MAX_FILES - 1);
	expect(parts.every(({ text = '' }) => text.length <= MAX_TEXT_LENGTH)).toBe(true);
});
