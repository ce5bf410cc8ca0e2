import { delivery, eventOf, structured, type Json } from './delivery';

const card = { title: 'Running shoe', actions: [{ type: 'Link', text: 'Look', url: 'https://example.org/shoe' }] };
const quickReply = (text: string) => ({ contentType: 'QuickReply', quickReply: { text, payload: text.toLowerCase() } });

describe('several parts in one message', () => {
	const picker = (title: string) => ({ contentType: 'DatePicker', datePicker: { title } });

	it('are all included: the first as the message\u2019s own, the others in order, and each in the text', () => {
		const event = eventOf(structured([{ contentType: 'Card', card }, quickReply('Yes'), { contentType: 'Location', location: { address: 'Here' } }]));
		expect(event.structured).toMatchObject({
			kind: 'card',
			others: [
				{ kind: 'quickReplies', replies: [{ text: 'Yes', payload: 'yes' }] },
				{ kind: 'other', contentType: 'Location' },
			],
		});
		for (const words of ['Running shoe', '• Yes', 'Here']) expect(event.text).toContain(words);
	});

	it.each<[string, Json[]]>([
		['date pickers', [picker('One'), picker('Two')]],
		['list pickers', ['One', 'Two'].map((title) => ({ contentType: 'ListPicker', listPicker: { sections: [{ title }] } }))],
		['templates', ['One', 'Two'].map((text) => ({ contentType: 'Notification', template: { body: { text } } }))],
	])('of one kind: %s', (_what, content) => {
		const event = eventOf(structured(content));
		expect(event.text).toBe('One\nTwo');
		expect(event.structured?.others).toHaveLength(1);
	});

	it('include known parts after unknown ones', () => {
		const link = { contentType: 'RichLink', richLink: { title: 'News' } };
		const poll = { contentType: 'Poll', poll: { question: 'Which one?' } };
		const event = eventOf(structured([link, quickReply('Yes'), poll, { contentType: 'Card', card }, quickReply('No')]));
		expect(event.structured).toMatchObject({
			kind: 'other',
			contentType: 'RichLink',
			content: [link, poll],
			others: [{ kind: 'quickReplies', replies: [{ text: 'Yes', payload: 'yes' }, { text: 'No', payload: 'no' }] }, { kind: 'card' }],
		});
		expect(event.text).toBe('News\nWhich one?\n• Yes\n• No\nRunning shoe\n• Look: https://example.org/shoe');
	});

	it('have no others if there is only one', () => {
		expect(eventOf(structured([picker('One')])).structured).not.toHaveProperty('others');
	});
});

describe('one object instead of a list', () => {
	const one = { title: 'Only', actions: { text: 'Go', url: 'https://example.org' } };

	it.each<[string, Json, string]>([
		['cards', { contentType: 'Carousel', carousel: { cards: one } }, 'Only\n• Go: https://example.org'],
		['a carousel that is a list of cards\u2019 sets', { contentType: 'Carousel', carousel: [{ cards: [one] }] }, 'Only\n• Go: https://example.org'],
		['actions', { contentType: 'QuickReplyV2', quickReplyV2: { title: 'Sure?', actions: { text: 'Yes' } } }, 'Sure?\n• Yes'],
		['actions as words', { contentType: 'QuickReplyV2', quickReplyV2: { actions: ['Yes', 'No'] } }, '• Yes\n• No'],
		['sections and items', { contentType: 'ListPicker', listPicker: { sections: { title: 'S', items: { title: 'I' } } } }, 'S\n• I'],
		['items as words', { contentType: 'ListPicker', listPicker: { sections: [{ items: ['I', 'J'] }] } }, '• I\n• J'],
		['times', { contentType: 'DatePicker', datePicker: { availableTimes: { dateTime: '2026-01-31T10:00:00Z' } } }, '• 2026-01-31 10:00 UTC'],
		['parameters', { contentType: 'Notification', template: { body: { text: 'Hi {{1}}', parameters: { text: 'Ada' } } } }, 'Hi Ada'],
	])('%s', (_what, entry, text) => {
		expect(eventOf(structured([entry])).text).toBe(text);
	});

	it('attachments', () => {
		const content = [{ contentType: 'Attachment', Attachment: [{ url: 'https://example.org/a.png' }, { url: 'https://example.org/b.png' }] }];
		expect(eventOf(delivery({ content })).attachments).toHaveLength(2);
	});
});

describe('further fields of pickers and templates', () => {
	it('a date picker has its location and format', () => {
		const datePicker = { title: 'When?', location: { address: 'Main Street 1', latitude: 1, longitude: 2 }, dateDisplayFormat: 'dayMonthYear' };
		expect(eventOf(structured([{ contentType: 'DatePicker', datePicker }]))).toMatchObject({
			text: 'When?\nMain Street 1\n1, 2',
			structured: { location: { address: 'Main Street 1' }, dateDisplayFormat: 'dayMonthYear' },
		});
	});

	it('a list picker has its header, button, and response', () => {
		const listPicker = { sections: [], receivedMessage: { header: 'Which one?', buttonLabel: 'Choose', imageUrl: 'https://example.org/p.png' }, replyMessage: { title: 'Chosen' } };
		expect(eventOf(structured([{ contentType: 'ListPicker', listPicker }]))).toMatchObject({
			structured: { header: 'Which one?', buttonLabel: 'Choose', imageUrl: 'https://example.org/p.png', replyMessage: { title: 'Chosen' } },
			text: expect.stringContaining('Which one?'),
		});
	});

	it('a template with only values shows them', () => {
		const template = { id: 't', header: { type: 'Media', media: { filename: 'bill.pdf' } }, body: { parameters: [{ name: 'order', text: '4711' }, { name: 'day', text: 'Monday' }] } };
		expect(eventOf(structured([{ contentType: 'Notification', template }])).text).toBe('bill.pdf\n4711\nMonday');
	});
});
