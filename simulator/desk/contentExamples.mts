import type { Models } from 'purecloud-platform-client-v2';
import { statSync } from 'node:fs';

import { newId } from '../ids.mts';

type Content = Models.ConversationMessageContent;

/** A message of one kind, ready to send. */
export interface ContentExample {
	kind: string;
	/** Label on the desk. */
	label: string;
	/** The message's text, which replaces the content in clients that can't show it. */
	text: string;
	/** Items of `OpenOutboundNormalizedMessage.content`. A message has at most one attachment. */
	content: Content[];
}

const FOLDER = '/desk/examples';
const DAY_MS = 86_400_000;

/** A URL for links that leads nowhere. */
const SHOP = 'https://shop.example.org';

/** Ten o'clock UTC, that many days from now. */
function morning(days: number, minutes = 0): string {
	const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
	return new Date(midnight + days * DAY_MS + (600 + minutes) * 60_000).toISOString();
}

/**
 * The examples, with files that the simulator serves itself and times from tomorrow on. The compiler checks them
 * against the official SDK's model `ConversationMessageContent`.
 * @param origin this simulator's origin: `http://localhost:4010`
 */
export function contentExamples(origin: string): ContentExample[] {
	const picture = (name: string): string => `${origin}${FOLDER}/${name}.png`;
	const attachment = (mediaType: string, filename: string, mime: string): Models.ConversationContentAttachment => ({
		id: newId(),
		mediaType,
		url: `${origin}${FOLDER}/${filename}`,
		mime,
		filename,
		contentSizeBytes: statSync(new URL(`./public/examples/${filename}`, import.meta.url)).size,
	});
	const file = (kind: string, label: string, text: string, ...what: [string, string, string]): ContentExample => ({
		kind,
		label,
		text,
		content: [{ contentType: 'Attachment', attachment: attachment(...what) }],
	});
	return [
		file('picture', 'Picture', 'This is the cup that you get.', 'Image', 'cup.png', 'image/png'),
		file('file', 'File', 'Here is your invoice.', 'File', 'invoice.pdf', 'application/pdf'),
		file('audio', 'Audio', 'This is how a cup without a crack sounds.', 'Audio', 'sound.wav', 'audio/wav'),
		file('video', 'Video', 'It does not break easily.', 'Video', 'clip.webm', 'video/webm'),
		{ kind: 'quickReplies', label: 'Quick replies', text: 'Is anything missing?', content: quickReplies(picture) },
		{ kind: 'buttons', label: 'Buttons', text: 'What should we do?', content: [buttons] },
		{ kind: 'card', label: 'Card', text: 'Your new cup', content: [{ contentType: 'Card', card: cup(picture) }] },
		{ kind: 'carousel', label: 'Carousel', text: 'Choose one of these', content: [carousel(picture)] },
		{ kind: 'datePicker', label: 'Date picker', text: 'When may we call you?', content: [datePicker(picture)] },
		{ kind: 'listPicker', label: 'List picker', text: 'What was broken?', content: [listPicker(picture)] },
		{
			kind: 'notification',
			label: 'Notification template',
			text: 'Hello Ada, your parcel 4711 is on its way.',
			content: [{ contentType: 'Notification', template: template(attachment('Image', 'teapot.png', 'image/png')) }],
		},
		{ kind: 'unknown', label: 'Unknown kind', text: 'Please choose your seat: 1A or 1B.', content: [seatPicker] },
	];
}

type Picture = (name: string) => string;

const quickReplies = (picture: Picture): Content[] => [
	{
		contentType: 'QuickReply',
		quickReply: { text: 'Yes, a cup', payload: 'missing-cup', action: 'Message', image: picture('cup') },
	},
	{ contentType: 'QuickReply', quickReply: { text: 'No, all is there', payload: 'nothing-missing', action: 'Message' } },
];

const buttons: Content = {
	contentType: 'Card',
	card: {
		title: 'Your broken cup',
		actions: [
			{ type: 'Postback', text: 'Send a new one', payload: 'replace' },
			{ type: 'Postback', text: 'Money back', payload: 'refund' },
			{ type: 'Link', text: 'Our terms', url: `${SHOP}/terms` },
		],
	},
};

const cup = (picture: Picture): Models.ConversationContentCard => ({
	title: 'Cup, glazed',
	description: 'Thrown by hand, holds 250 ml. Safe in the dishwasher.',
	image: picture('cup'),
	defaultAction: { type: 'Link', text: 'See it in the shop', url: `${SHOP}/cups` },
	actions: [
		{ type: 'Postback', text: 'I take it', payload: 'take-cup' },
		{ type: 'Link', text: 'How it is made', url: `${SHOP}/cups/making` },
	],
});

const carousel = (picture: Picture): Content => ({
	contentType: 'Carousel',
	carousel: {
		cards: ['Cup', 'Bowl', 'Teapot'].map((title) => ({
			title,
			description: 'Thrown by hand',
			image: picture(title.toLowerCase()),
			defaultAction: { type: 'Link', text: 'See it in the shop', url: `${SHOP}/${title.toLowerCase()}` },
			actions: [{ type: 'Postback', text: 'I take it', payload: `take-${title.toLowerCase()}` }],
		})),
	},
});

/** `dateDisplayFormat` is `dayMonthYear`, `monthDayYear` or `yearMonthDay`. */
const datePicker = (picture: Picture): Content => ({
	contentType: 'DatePicker',
	datePicker: {
		id: 'call-back',
		title: 'When may we call you?',
		subtitle: 'It takes a quarter of an hour.',
		imageUrl: picture('teapot'),
		dateMinimum: morning(1),
		dateMaximum: morning(7),
		availableTimes: [
			{ dateTime: morning(1), duration: 900 },
			{ dateTime: morning(1, 90), duration: 900 },
			{ dateTime: morning(2), duration: 900 },
		],
		location: {
			text: 'The pottery',
			address: '1 Kiln Lane',
			url: `${SHOP}/pottery`,
			latitude: 52.52,
			longitude: 13.405,
		},
		dateDisplayFormat: 'dayMonthYear',
	},
});

/** UNCONFIRMED for Open Messaging: the general model of a message has it. */
const listPicker = (picture: Picture): Content => ({
	contentType: 'ListPicker',
	listPicker: {
		id: 'broken-things',
		sections: [
			{
				title: 'Tableware',
				multipleSelection: true,
				items: [
					{ id: 'cup', title: 'Cup', subtitle: 'Glazed, 250 ml', imageUrl: picture('cup') },
					{ id: 'bowl', title: 'Bowl', subtitle: 'For two', imageUrl: picture('bowl') },
				],
			},
			{ title: 'Something else', multipleSelection: false, items: [{ id: 'box', title: 'The box' }] },
		],
		receivedMessage: {
			header: 'Damage',
			title: 'What was broken?',
			subtitle: 'You can choose more than one.',
			buttonLabel: 'Choose',
			imageUrl: picture('bowl'),
		},
		replyMessage: {
			header: 'Damage',
			title: 'Thank you, noted.',
			subtitle: 'We will see to it.',
			buttonLabel: 'Change',
			imageUrl: picture('cup'),
		},
	},
});

/** The names of the button types are UNCONFIRMED. The field is in the model. */
const template = (media: Models.ConversationContentAttachment): Models.ConversationContentNotificationTemplate => ({
	id: 'parcel_sent',
	language: 'en_GB',
	header: { type: 'Media', media },
	body: {
		text: 'Hello {{1}}, your parcel {{2}} is on its way.',
		parameters: [
			{ name: '1', text: 'Ada' },
			{ name: '2', text: '4711' },
		],
	},
	footer: { text: 'You get this because you asked for it.' },
	buttons: [
		{ type: 'QuickReply', index: 0, text: 'Thank you', payload: 'thanks' },
		{ type: 'Url', index: 1, text: 'Where is it?', url: `${SHOP}/parcels/4711`, parameters: [{ name: '1', text: '4711' }] },
		{ type: 'PhoneNumber', index: 2, text: 'Call us', phoneNumber: '+49 30 5550100' },
	],
});

/** A kind that Genesys Cloud doesn't have (yet), since new kinds appear without notice. */
const seatPicker = {
	contentType: 'SeatPicker',
	seatPicker: { title: 'Choose your seat', rows: [{ row: 1, seats: ['1A', '1B'] }] },
};
