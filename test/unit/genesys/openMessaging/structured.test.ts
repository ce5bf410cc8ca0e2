import fc from 'fast-check';
import { parseStructured, STRUCTURED_KINDS } from '../../../../genesys/openMessaging/structured';
import { renderText } from '../../../../genesys/openMessaging/structuredText';
import { delivery, eventOf, structured, type Json } from './delivery';

const quickReply = (text: string, more: Json = {}) => ({
	contentType: 'QuickReply',
	quickReply: { text, payload: text.toLowerCase(), action: 'Message', ...more },
});

const card = {
	title: 'Running shoe',
	description: 'Light and red',
	image: 'https://example.org/shoe.png',
	actions: [
		{ type: 'Link', text: 'Look', url: 'https://example.org/shoe' },
		{ type: 'Postback', text: 'Buy', payload: 'buy:1' },
	],
};

describe('text and attachments', () => {
	it('alone are not structured', () => {
		const attachment = {
			contentType: 'Attachment',
			attachment: { mediaType: 'Image', url: 'https://example.org/a.png', mime: 'image/png' },
		};
		const event = eventOf(delivery({ text: undefined, content: [attachment] }));
		expect(event).not.toHaveProperty('structured');
		expect(event).not.toHaveProperty('text');
		expect(event.attachments).toEqual([{ url: 'https://example.org/a.png', mediaType: 'Image', mime: 'image/png' }]);
		expect(parseStructured([{ contentType: 'Text', text: 'Hi' }])).toEqual([]);
		expect(parseStructured([])).toEqual([]);
	});

	it('are kept beside structured content', () => {
		const attachment = { contentType: 'Attachment', attachment: { url: 'https://example.org/a.png' } };
		const event = eventOf(structured([attachment, quickReply('Yes')], { text: 'Is it this one?' }));
		expect(event).toMatchObject({
			text: 'Is it this one?\n• Yes',
			attachments: [{ url: 'https://example.org/a.png' }],
			structured: { kind: 'quickReplies' },
		});
	});
});

describe('quick replies', () => {
	it('are collected from entries in order, with their payloads', () => {
		const { structured: found, text } = eventOf(
			structured([quickReply('Yes', { image: 'https://example.org/y.png' }), quickReply('No')], { text: 'Sure?' }),
		);
		expect(found).toEqual({
			kind: 'quickReplies',
			replies: [
				{ text: 'Yes', payload: 'yes', imageUrl: 'https://example.org/y.png' },
				{ text: 'No', payload: 'no' },
			],
		});
		expect(text).toBe('Sure?\n• Yes\n• No');
	});

	it('of the second version are one list', () => {
		const content = [
			{ contentType: 'QuickReplyV2', quickReplyV2: { title: 'Sure?', actions: [{ text: 'Yes', payload: 'y' }] } },
		];
		expect(eventOf(structured(content))).toMatchObject({
			text: 'Sure?\n• Yes',
			structured: { kind: 'quickReplies', title: 'Sure?', replies: [{ text: 'Yes', payload: 'y' }] },
		});
	});

	it('without text show their payload', () => {
		const content = [
			{ contentType: 'QuickReply', quickReply: { payload: 'yes' } },
			{ contentType: 'QuickReply', quickReply: {} },
		];
		expect(eventOf(structured(content)).structured).toEqual({
			kind: 'quickReplies',
			replies: [{ text: 'yes', payload: 'yes' }],
		});
	});
});

describe('cards', () => {
	it('have a title, picture, and actions', () => {
		const { structured: found, text } = eventOf(structured([{ contentType: 'Card', card }]));
		expect(found).toEqual({
			kind: 'card',
			title: 'Running shoe',
			description: 'Light and red',
			imageUrl: 'https://example.org/shoe.png',
			actions: [
				{ text: 'Look', url: 'https://example.org/shoe' },
				{ text: 'Buy', payload: 'buy:1' },
			],
		});
		expect(text).toBe(
			'Running shoe\nLight and red\nhttps://example.org/shoe.png\n• Look: https://example.org/shoe\n• Buy',
		);
	});

	it('can have a video and a default action', () => {
		const moving = {
			title: 'Shoe',
			video: 'https://example.org/v.mp4',
			defaultAction: { type: 'Link', url: 'https://example.org/shoe' },
		};
		expect(eventOf(structured([{ contentType: 'Card', card: moving }]))).toMatchObject({
			structured: {
				videoUrl: 'https://example.org/v.mp4',
				defaultAction: { url: 'https://example.org/shoe' },
				actions: [],
			},
			text: 'Shoe\nhttps://example.org/v.mp4\n• https://example.org/shoe',
		});
	});

	it('are all included', () => {
		const content = [
			{ contentType: 'Card', card },
			{ contentType: 'Card', card: { title: 'Sock', actions: [] } },
		];
		expect(eventOf(structured(content)).structured).toMatchObject({
			kind: 'card',
			cards: [{ title: 'Running shoe' }, { title: 'Sock' }],
		});
	});

	it('in a carousel are separated by an empty line', () => {
		const carousel = {
			cards: [
				{ title: 'Shoe', actions: [] },
				{ title: 'Sock', actions: [{ type: 'Postback', text: 'Buy' }] },
			],
		};
		const event = eventOf(structured([{ contentType: 'Carousel', carousel }]));
		expect(event.structured).toMatchObject({ kind: 'carousel', cards: [{ title: 'Shoe' }, { title: 'Sock' }] });
		expect(event.text).toBe('Shoe\n\nSock\n• Buy');
	});
});

it('the field name determines the kind, case-insensitively', () => {
	expect(parseStructured([{ contentType: 'quickreply', QuickReply: { text: 'Yes' } }])).toMatchObject([
		{ kind: 'quickReplies' },
	]);
});

it('the first of several kinds is the message’s own, and the text includes the others', () => {
	const event = eventOf(structured([{ contentType: 'Card', card }, quickReply('Yes'), quickReply('No')], { text: 'Well?' }));
	expect(event.structured).toMatchObject({ kind: 'card', title: 'Running shoe' });
	expect(event.text).toMatch(/^Well\?\nRunning shoe\n[^]*\n• Buy\n• Yes\n• No$/);
});

describe('any content', () => {
	const field = fc.constantFrom(
		'quickReply',
		'quickReplyV2',
		'card',
		'carousel',
		'datePicker',
		'listPicker',
		'template',
		'notification',
		'form',
	);
	const entry = fc.tuple(field, fc.jsonValue()).map(([name, value]) => ({ contentType: name, [name]: value }));

	it('has a known kind and can be rendered', () => {
		fc.assert(
			fc.property(
				fc.array(entry, { minLength: 1, maxLength: 3 }),
				fc.option(fc.string(), { nil: undefined }),
				(content, text) => {
					const found = parseStructured(content);
					expect(found).not.toHaveLength(0);
					for (const part of found) {
						expect(STRUCTURED_KINDS).toContain(part.kind);
						expect(renderText(text, part)).not.toBe('');
					}
				},
			),
			{ numRuns: 500 },
		);
	});
});
