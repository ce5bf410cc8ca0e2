import { delivery, eventOf, overTheWire, structured, type Json } from './delivery';

/** Models ConversationContentForm and ConversationContentPaymentRequest of the SDK, 262. */
const FORM = {
	introduction: { title: 'Your address', subtitle: 'It takes two minutes.', buttonText: 'Start' },
	formPages: [
		{
			title: 'Who are you?',
			pageComponents: [
				{ formComponentType: 'Input', input: { id: 'name', title: 'Name', placeholderText: 'Ada', isRequired: true, keyboardType: 'Default' } },
				{ formComponentType: 'WheelPicker', wheelPicker: { items: [{ id: '1', title: 'Red', value: 'r' }, { id: '2', title: 'Blue', value: 'b' }] } },
				{ formComponentType: 'DatePicker', datePicker: { title: 'When?', availableTimes: [{ dateTime: '2026-02-02T10:00:00.000Z', duration: 900 }] } },
				{ formComponentType: 'ListPicker', listPicker: { sections: [{ title: 'Tableware', items: [{ title: 'Cup', subtitle: 'glazed' }] }], receivedMessage: { title: 'What?' } } },
			],
		},
	],
	receivedMessage: { title: 'We need some data', buttonLabel: 'Open' },
	replyMessage: { title: 'Thank you' },
	showSummary: true,
	cannedResponseId: 'c-1',
};
const FORM_TEXT =
	'We need some data\nYour address\nIt takes two minutes.\nWho are you?\nName\nRed\nBlue\nWhen?\n• 2026-02-02 10:00 UTC\nWhat?\nTableware\n• Cup – glazed';
const PAYMENT = {
	paymentPlatform: 'ApplePay',
	countryCode: 'US',
	currencyCode: 'USD',
	orderTotal: 12.5,
	lineItems: [{ name: 'Cup', price: 10, description: 'glazed, 250 ml', identifier: 'sku-1' }],
	shippingOptions: [{ name: 'Express', price: 2.5 }],
	requiredContactFields: [{ contactField: 'Email' }],
	receivedMessage: { title: 'Your order', subtitle: 'Pay within a day' },
	replyMessage: { title: 'Thank you' },
};

describe('content of an unknown kind', () => {
	it('is returned completely, and its text is shown', () => {
		const content = [
			{
				contentType: 'Form',
				form: { title: 'Your address', fields: [{ title: 'Street', type: 'text' }, { title: 'Town' }] },
			},
		];
		expect(eventOf(structured(content))).toMatchObject({
			structured: { kind: 'other', contentType: 'Form', content },
			text: 'Your address\nStreet\nTown',
		});
	});

	it('without text shows its name', () => {
		expect(eventOf(structured([{ contentType: 'Reactions', reactions: [{ count: 1 }] }])).text).toBe('[Reactions]');
		expect(eventOf(structured([{ what: 1 }])).text).toBe('[Unknown]');
	});

	it('keeps the text beside it unchanged', () => {
		expect(eventOf(structured([{ contentType: 'Push', push: {} }], { text: 'Hi' })).text).toBe('Hi');
	});

	it.each<[string, Json, string]>([
		['Reactions', { reactions: [{ reactionType: 'Like', count: 2 }, { reactionType: 'Wow', count: 1 }] }, 'Like × 2\nWow × 1'],
		[
			'PaymentRequest',
			{
				paymentRequest: {
					paymentPlatform: 'Apple',
					countryCode: 'DE',
					currencyCode: 'EUR',
					orderTotal: 59.9,
					lineItems: [{ label: 'Shoe', amount: 55, type: 'Final' }, { label: 'Parcel', amount: 4.9 }],
					requiredContactFields: ['Email'],
					receivedMessage: { title: 'Your order', subtitle: 'Pay within a day' },
					replyMessage: { title: 'Thank you' },
				},
			},
			'Your order\nPay within a day\n• Shoe: 55 EUR\n• Parcel: 4.9 EUR\n59.9 EUR',
		],
		['PaymentResponse', { paymentResponse: { originatingMessageId: 'm', paymentStatus: 'Failed', failureReason: 'Card expired' } }, 'Failed\nCard expired'],
		['NotificationResponse', { notificationResponse: { notificationStatus: 'Accepted', notificationText: 'We will write to you' } }, 'We will write to you'],
		['RichLink', { richLink: { header: { value: 'News' }, text: 'We have moved', footer: 'See you', urlLabel: 'Map', url: 'https://example.org' } }, 'News\nWe have moved\n• Map: https://example.org\nSee you'],
		['RichLink', { richLink: { header: { type: 'Image', value: 'https://example.org/i.png' }, text: 'We have moved', url: 'https://example.org' } }, 'https://example.org/i.png\nWe have moved\n• https://example.org'],
		['RichLink', { richLink: { text: 'Free money', urlLabel: 'Press', url: 'javascript:alert(1)' } }, 'Free money'],
		['Location', { location: { text: 'Our shop', latitude: '53.55', longitude: 9.99 } }, 'Our shop\n53.55, 9.99'],
		['Location', { location: { address: 'Main Street 1', latitude: 1, longitude: 2, url: 'https://maps.example.org' } }, 'Main Street 1\nhttps://maps.example.org'],
		['Poll', { poll: { question: 'Which one?', options: ['Red', 'Blue'], optionIds: ['r', 'b'] } }, 'Which one?\n• Red\n• Blue'],
		['Form', { form: { formPages: [{ formComponents: [{ listPicker: { sections: [{ items: [{ title: 'Deep' }] }] } }] }] } }, '• Deep'],
		['Form', { form: FORM }, FORM_TEXT],
		['PaymentRequest', { paymentRequest: PAYMENT }, 'Your order\nPay within a day\n• Cup – glazed, 250 ml: 10 USD\n• Express: 2.5 USD\n12.5 USD'],
		['InteractiveApplication', { interactiveApplication: { name: 'Seats', url: 'https://example.org/seats', receivedMessage: { title: 'Choose your seat' }, replyMessage: { title: 'Chosen' } } }, 'Choose your seat\nSeats\nhttps://example.org/seats'],
		['RoadsideAssistance', { roadsideAssistance: { text: 'Where are you?', phoneNumber: '+4930123456', location: { latitude: 52.5, longitude: 13.4 } } }, 'Where are you?\n+4930123456\n52.5, 13.4'],
		['Push', { push: { deviceType: 'ios', deviceToken: 'abc', notificationMessage: { title: 'New', body: 'You have a message' } } }, 'New\nYou have a message'],
		['Story', { story: { type: 'Mention', url: 'https://example.org/story', replyToId: '1' } }, 'https://example.org/story'],
		['Attachment', { attachment: { filename: 'bill.pdf' } }, 'bill.pdf'],
		['Attachment', { attachment: { filename: 'bill.pdf', url: 'javascript:alert(1)' } }, 'bill.pdf'],
		['Attachment', { attachment: { url: 'data:text/html,hi' } }, '[Attachment]'],
	])('%s is readable', (contentType, content, text) => {
		expect(eventOf(structured([{ contentType, ...content }])).text).toBe(text);
	});

	it('includes an attachment without a URL', () => {
		const content = [{ contentType: 'Attachment', attachment: { id: 'a-1', filename: 'a.png' } }];
		expect(eventOf(delivery({ text: undefined, content }))).toMatchObject({ structured: { kind: 'other', content } });
	});

	it.each(['__proto__', 'constructor', 'toString'])('can be named %s', (name) => {
		const content = overTheWire([JSON.parse(`{ "contentType": "${name}", "${name}": { "title": "Odd" } }`)]);
		expect(eventOf(structured(content))).toMatchObject({
			structured: { kind: 'other', contentType: name },
			text: 'Odd',
		});
	});
});

describe('an unsafe link', () => {
	const bad = 'javascript:alert(document.cookie)';

	it.each<[string, Json]>([
		['a card', { contentType: 'Card', card: { title: 'Cup', image: 'data:image/svg+xml,x', video: bad, defaultAction: { type: 'Link', text: 'Look', url: bad }, actions: [{ type: 'Link', text: 'Buy', url: ` ${bad}` }] } }],
		['a carousel', { contentType: 'Carousel', carousel: { cards: [{ title: 'Cup', image: bad, actions: [{ text: 'Buy', url: bad }] }] } }],
		['quick replies', { contentType: 'QuickReply', quickReply: { text: 'Yes', payload: 'y', image: bad, url: bad } }],
		['a template', { contentType: 'Notification', template: { id: 't', header: { type: 'Media', media: { url: bad } }, body: { text: 'Hi' }, buttons: [{ type: 'Url', text: 'Go', url: '{{1}}', parameters: [{ name: '1', text: bad }] }] } }],
		['a date picker', { contentType: 'DatePicker', datePicker: { title: 'When?', imageUrl: bad } }],
		['a list picker', { contentType: 'ListPicker', listPicker: { receivedMessage: { title: 'What?', imageUrl: bad }, sections: [{ items: [{ title: 'Cup', imageUrl: bad }] }] } }],
	])('is omitted from %s and its text', (_what, content) => {
		const event = eventOf(structured([content]));
		expect(JSON.stringify(event)).not.toMatch(/javascript|data:/);
		expect(event.text).toBeDefined();
	});

	it('stays if it opens an app, a phone call, or an email', () => {
		const actions = ['myapp://orders/1', 'tel:+4930123456', 'mailto:ada@example.org'].map((url) => ({ text: 'Go', url }));
		expect(eventOf(structured([{ contentType: 'Card', card: { title: 'Cup', actions } }])).structured).toMatchObject({ actions });
	});
});
