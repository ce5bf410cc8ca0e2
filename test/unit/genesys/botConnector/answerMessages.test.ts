import type { Models } from 'purecloud-platform-client-v2';
import { attachmentMessage, cardsMessage, quickRepliesMessage, readMessages, type ReplyMessage } from '../../../../genesys/botConnector/replyMessages';
import { InvalidInputError } from '../../../../genesys/errors';

/** Genesys' example of each content type, typed by the official SDK. */
const QUICK_REPLIES: Models.ReplyMessage & ReplyMessage = {
	type: 'Structured', text: 'Sure?',
	content: [
		{ contentType: 'QuickReply', quickReply: { text: 'Yes', payload: 'yes', image: 'https://example.com/yes.png' } },
		{ contentType: 'QuickReply', quickReply: { text: 'No', payload: 'No' } },
	],
};
const card = {
	title: 'Mug', description: 'Blue', image: 'https://example.com/mug.png', video: 'https://example.com/mug.mp4',
	defaultAction: { type: 'Link' as const, url: 'https://example.com/mug' },
	actions: [{ type: 'Link' as const, text: 'Look', url: 'https://example.com/look' }, { type: 'Postback' as const, text: 'Order', payload: 'order-1' }],
};
const other = { title: 'Cup', actions: [{ type: 'Postback' as const, text: 'Order', payload: 'order-2' }] };
const CARD: Models.ReplyMessage & ReplyMessage = { type: 'Structured', content: [{ contentType: 'Card', card }] };
const CAROUSEL: Models.ReplyMessage & ReplyMessage = { type: 'Structured', content: [{ contentType: 'Carousel', carousel: { cards: [card, other] } }] };
const ATTACHMENT: Models.ReplyMessage & ReplyMessage = {
	type: 'Text', text: 'Your invoice',
	content: [{ contentType: 'Attachment', attachment: { id: '1', mediaType: 'File', url: 'https://example.com/invoice.pdf', filename: 'invoice.pdf', mime: 'application/pdf' } }],
};

describe('bot messages', () => {
	it('puts quick replies below the text, with the text as the default payload', () => {
		expect(quickRepliesMessage('Sure?', [{ text: 'Yes', payload: 'yes', image: 'https://example.com/yes.png' }, { text: 'No', payload: '' }])).toEqual(QUICK_REPLIES);
		expect(quickRepliesMessage('Sure?', ['No']).content).toEqual([{ contentType: 'QuickReply', quickReply: { text: 'No', payload: 'No' } }]);
	});

	it('shows one card, or several as a carousel', () => {
		expect(cardsMessage([card])).toEqual(CARD);
		expect(cardsMessage([card, other])).toEqual(CAROUSEL);
	});

	it('sends a file with an ID in a message of type Text', () => {
		const message = attachmentMessage({ url: 'https://example.com/invoice.pdf' }, 'Your invoice');
		expect(message).toEqual({ ...ATTACHMENT, content: [{ contentType: 'Attachment', attachment: { ...ATTACHMENT.content?.[0].attachment, id: expect.any(String) } }] });
		expect(attachmentMessage({ url: 'https://example.com/x', mediaType: 'image' }).content?.[0]).toMatchObject({ attachment: { mediaType: 'Image' } });
	});

	it('omits a carousel without cards, such as from an empty search result', () => {
		const empty = { type: 'Structured', content: [{ contentType: 'Carousel', carousel: { cards: [] } }] };
		expect(readMessages([empty])).toEqual([]);
		expect(readMessages([{ ...empty, text: 'We have:' }])).toEqual([{ type: 'Text', text: 'We have:' }]);
	});

	it.each([['quick replies', QUICK_REPLIES], ['a card', CARD], ['a carousel', CAROUSEL], ['an attachment', ATTACHMENT]])('reads a message with %s unchanged', (_name, message) => {
		expect(readMessages([message])).toEqual([message]);
		expect(readMessages(JSON.stringify([message]))).toEqual([message]);
	});

	it('accepts a text instead of a list', () => {
		expect(readMessages('Hello')).toEqual([{ type: 'Text', text: 'Hello' }]);
		expect(readMessages({ text: 'Hello' })).toEqual([{ type: 'Text', text: 'Hello' }]);
		expect(readMessages([7, '', null])).toEqual([{ type: 'Text', text: '7' }]);
	});

	it('splits text and cards into two messages, since cards have no text', () => {
		expect(readMessages([{ ...CARD, text: 'Look' }])).toEqual([{ type: 'Text', text: 'Look' }, CARD]);
	});

	it.each<[string, () => unknown, string]>([
		['a quick reply without a text', () => quickRepliesMessage('Hi', [{ payload: 'x' }]), 'no text'],
		['a quick reply with an object as text', () => quickRepliesMessage('Hi', [{ text: {} }]), 'is an object'],
		['an image without HTTPS', () => quickRepliesMessage('Hi', [{ text: 'a', image: 'http://example.com' }]), "isn't an HTTPS URL"],
		['a card without a title', () => cardsMessage([{ actions: [other] }]), 'no title'],
		['a card without actions', () => cardsMessage([{ title: 'Mug' }]), 'no actions'],
		['a link without a URL', () => cardsMessage([{ title: 'Mug', actions: [{ type: 'Link', text: 'Look' }] }]), 'no URL'],
		['a script as a link', () => cardsMessage([{ title: 'Mug', actions: [{ type: 'Link', text: 'Look', url: 'javascript:alert(1)' }] }]), "isn't an HTTPS URL"],
		['an action of an unknown type', () => cardsMessage([{ title: 'Mug', actions: [{ type: 'Call', text: 'x' }] }]), 'unknown type'],
		['two buttons with the same payload', () => cardsMessage([other, { ...other, title: 'Jug' }]), 'same payload'],
		['a file without a URL', () => attachmentMessage({}), 'no URL'],
		['a file of an unknown media type', () => attachmentMessage({ url: 'https://example.com/a', mediaType: 'Hologram' }), 'unknown media type'],
		['a date picker', () => readMessages([{ type: 'Structured', content: [{ contentType: 'DatePicker', datePicker: {} }] }]), "can't send"],
		['mixed content in one message', () => readMessages([{ content: [...(QUICK_REPLIES.content ?? []), ...(CARD.content ?? [])] }]), "can't send"],
	])('rejects %s', (_name, make, words) => {
		expect(make).toThrow(InvalidInputError);
		expect(make).toThrow(words);
	});
});
