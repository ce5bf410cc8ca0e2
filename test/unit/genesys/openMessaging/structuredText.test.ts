import { renderText } from '../../../../genesys/openMessaging/structuredText';

describe('the plain text of a message', () => {
	it('is what was written where there is nothing structured', () => {
		expect(renderText('  as it is  ', undefined)).toBe('  as it is  ');
		expect(renderText(undefined, undefined)).toBeUndefined();
	});

	it('is nothing where there are no words at all', () => {
		expect(renderText(undefined, { kind: 'quickReplies', replies: [] })).toBeUndefined();
		expect(renderText(undefined, { kind: 'card', actions: [] })).toBeUndefined();
	});

	it('repeats no line that the message says already', () => {
		const card = { kind: 'card', title: 'Shoe', description: 'Red', actions: [] } as const;
		expect(renderText('Shoe', card)).toBe('Shoe\nRed');
	});

	it('leaves a line in that the message only contains as a part of another', () => {
		expect(renderText('Shoes for you', { kind: 'card', title: 'Shoe', actions: [] })).toBe('Shoes for you\nShoe');
	});

	it('does not write an address twice where it is its own label', () => {
		const actions = [{ text: 'https://example.org/', url: 'https://example.org/' }];
		expect(renderText(undefined, { kind: 'card', actions })).toBe('• https://example.org/');
	});

	it('shows a time that it cannot read as it came', () => {
		expect(renderText(undefined, { kind: 'datePicker', availableTimes: [{ dateTime: 'next week' }] })).toBe(
			'• next week',
		);
	});

	it('looks for words in unknown content to a depth that cannot hurt', () => {
		let content: object = { title: 'too deep' };
		for (let depth = 0; depth < 1000; depth++) content = { title: `level ${depth}`, inner: content };
		expect(renderText(undefined, { kind: 'other', contentType: 'Form', content: [content] })?.split('\n')).toHaveLength(
			5,
		);
	});
});
