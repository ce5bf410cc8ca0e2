import { eventOf, structured } from './delivery';

describe('pickers', () => {
	it('for a date list the times', () => {
		const datePicker = {
			id: 'd-1',
			title: 'When?',
			subtitle: 'Choose one',
			imageUrl: 'https://example.org/c.png',
			availableTimes: [
				{ dateTime: '2026-02-02T09:30:00.000Z', duration: 1800 },
				{ dateTime: '2026-02-02T10:00+01:00' },
				{},
			],
		};
		const event = eventOf(structured([{ contentType: 'DatePicker', datePicker }]));
		expect(event.structured).toEqual({
			kind: 'datePicker',
			id: 'd-1',
			title: 'When?',
			subtitle: 'Choose one',
			imageUrl: 'https://example.org/c.png',
			availableTimes: [
				{ dateTime: '2026-02-02T09:30:00.000Z', durationSeconds: 1800 },
				{ dateTime: '2026-02-02T10:00+01:00' },
			],
		});
		expect(event.text).toBe('When?\nChoose one\n• 2026-02-02 09:30 UTC\n• 2026-02-02 10:00 +01:00');
	});

	it('for a date without times have the range', () => {
		const datePicker = { title: 'When?', dateMinimum: '2026-02-01T00:00:00Z', dateMaximum: 'end of March' };
		expect(eventOf(structured([{ contentType: 'DatePicker', datePicker }])).text).toBe(
			'When?\n2026-02-01 00:00 UTC – end of March',
		);
	});

	it('for a list have sections and items', () => {
		const listPicker = {
			id: 'l-1',
			sections: [
				{
					title: 'Fruit',
					multipleSelection: true,
					items: [{ id: 'i-1', title: 'Apple', subtitle: 'red', imageUrl: 'https://example.org/a.png' }],
				},
				{ title: 'Else', items: [{ id: 'i-2', title: 'Bread' }] },
			],
			replyMessage: { title: 'Chosen' },
			receivedMessage: { title: 'What would you like?', subtitle: 'Pick some' },
		};
		const event = eventOf(structured([{ contentType: 'ListPicker', listPicker }]));
		expect(event.structured).toMatchObject({
			kind: 'listPicker',
			id: 'l-1',
			sections: [
				{
					title: 'Fruit',
					multipleSelection: true,
					items: [{ id: 'i-1', title: 'Apple', subtitle: 'red', imageUrl: 'https://example.org/a.png' }],
				},
				{ title: 'Else', multipleSelection: false, items: [{ id: 'i-2', title: 'Bread' }] },
			],
		});
		expect(event.text).toBe('What would you like?\nPick some\nFruit\n• Apple – red\nElse\n• Bread');
	});
});

describe('a notification template', () => {
	const template = {
		id: 't-1',
		language: 'en',
		header: { type: 'Text', text: 'Order {{1}}', parameters: [{ name: '1', text: '4711' }] },
		body: {
			text: 'Hello {{1}}, {{what}} is on its way, {{3}}.',
			parameters: [
				{ name: '1', text: 'Ada' },
				{ name: 'what', text: 'your order' },
			],
		},
		footer: { text: 'Thank you' },
		buttons: [{ type: 'Url', index: 0, text: 'Track', url: 'https://example.org/4711' }],
	};

	it('is filled with its parameters, and keeps the placeholder of a missing one', () => {
		const { structured: found } = eventOf(structured([{ contentType: 'Notification', template }]));
		expect(found).toEqual({
			kind: 'notification',
			id: 't-1',
			language: 'en',
			header: 'Order 4711',
			body: 'Hello Ada, your order is on its way, {{3}}.',
			footer: 'Thank you',
			buttons: [{ text: 'Track', url: 'https://example.org/4711' }],
		});
	});

	it('is readable as text', () => {
		expect(eventOf(structured([{ contentType: 'Notification', template }])).text).toBe(
			'Order 4711\nHello Ada, your order is on its way, {{3}}.\nThank you\n• Track: https://example.org/4711',
		);
	});

	it('does not repeat what Genesys Cloud rendered', () => {
		const rendered = 'Order 4711\nHello Ada, your order is on its way, {{3}}.\nThank you';
		expect(eventOf(structured([{ contentType: 'Notification', template }], { text: rendered })).text).toBe(
			`${rendered}\n• Track: https://example.org/4711`,
		);
	});

	it('has buttons with phone numbers and links for any channel', () => {
		const buttons = [
			{ type: 'PhoneNumber', text: 'Call us', phoneNumber: '+49301234567' },
			{ type: 'Url', text: 'Track', url: 'https://example.org/{{1}}', parameters: [{ name: '1', text: '4711' }] },
		];
		const event = eventOf(structured([{ contentType: 'Notification', template: { body: { text: 'Hi' }, buttons } }]));
		expect(event.text).toBe('Hi\n• Call us: +49301234567\n• Track: https://example.org/4711');
	});

	it('can have a picture as its header', () => {
		const pictured = { header: { type: 'Media', media: { url: 'https://example.org/h.png' } }, body: { text: 'Hi' } };
		expect(eventOf(structured([{ contentType: 'Notification', template: pictured }])).text).toBe(
			'https://example.org/h.png\nHi',
		);
	});

	it('is filled by position if parameters have no names, and never with JavaScript’s own', () => {
		const body = { text: '{{2}} {{1}} {{constructor}} {{0}}', parameters: [{ text: 'a' }, { text: '$& {{1}}' }] };
		expect(eventOf(structured([{ contentType: 'Notification', template: { body } }])).text).toBe(
			'$& {{1}} a {{constructor}} {{0}}',
		);
	});
});
