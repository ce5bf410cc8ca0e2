import { renderText } from '../../../../genesys/openMessaging/structuredText';

describe('the plain text of a message', () => {
	it('is the kind\'s name if there is no text, so the message is never empty', () => {
		expect(renderText(undefined, { kind: 'quickReplies', replies: [] })).toBe('[Quick replies]');
		expect(renderText(undefined, { kind: 'card', actions: [] })).toBe('[Card]');
		expect(renderText('Hello', { kind: 'card', actions: [] })).toBe('Hello');
	});

	it('shows a button that is also the default action only once', () => {
		const look = { text: 'Look', url: 'https://example.org/shoe' };
		expect(renderText(undefined, { kind: 'card', title: 'Shoe', defaultAction: look, actions: [look] })).toBe(
			'Shoe\n• Look: https://example.org/shoe',
		);
	});

	it('shows an open-ended period', () => {
		const dates = { dateMinimum: '2026-01-31T10:00:00Z', dateMaximum: '2026-02-28' };
		const render = (picker: object) => renderText('When?', { kind: 'datePicker', ...picker });
		expect(render({ dateMinimum: dates.dateMinimum })).toBe('When?\nfrom 2026-01-31 10:00 UTC');
		expect(render({ dateMaximum: dates.dateMaximum })).toBe('When?\nuntil 2026-02-28');
	});

	it('includes the text of every entry of unknown content', () => {
		const content = Array.from({ length: 9 }, (_, index) => ({ contentType: 'Form', form: { title: `Title ${index}` } }));
		expect(renderText(undefined, { kind: 'other', contentType: 'Form', content }).split('\n')).toHaveLength(9);
	});

	it('shows the coordinates of a place without an address', () => {
		const content = [{ contentType: 'Location', location: { latitude: 52.5, longitude: 13.4 } }];
		expect(renderText(undefined, { kind: 'other', contentType: 'Location', content })).toBe('52.5, 13.4');
	});

	it('omits what is shown after a response to unknown content', () => {
		const content = [{ app: { receivedMessage: { title: 'Open it' }, replyMessage: { title: 'Done' } } }];
		expect(renderText(undefined, { kind: 'other', contentType: 'App', content })).toBe('Open it');
	});

	it('does not repeat a line from the message', () => {
		const card = { kind: 'card', title: 'Shoe', description: 'Red', actions: [] } as const;
		expect(renderText('Shoe', card)).toBe('Shoe\nRed');
	});

	it('keeps a short line that is only part of a line in the message', () => {
		expect(renderText('Shoes for you', { kind: 'card', title: 'Shoe', actions: [] })).toBe('Shoes for you\nShoe');
	});

	it('shows a URL once if it is its own label', () => {
		const actions = [{ text: 'https://example.org/', url: 'https://example.org/' }];
		expect(renderText(undefined, { kind: 'card', actions })).toBe('• https://example.org/');
	});

	it('shows an unreadable time unchanged', () => {
		expect(renderText(undefined, { kind: 'datePicker', availableTimes: [{ dateTime: 'next week' }] })).toBe(
			'• next week',
		);
	});

	it('searches unknown content only to a safe depth', () => {
		let content: object = { title: 'too deep' };
		for (let depth = 0; depth < 1000; depth++) content = { title: `level ${depth}`, inner: content };
		expect(renderText(undefined, { kind: 'other', contentType: 'Form', content: [content] }).split('\n')).toHaveLength(
			13,
		);
	});
});
