import { parseOutbound } from '../../genesys/openMessaging/outbound.ts';
import { isSignedBy, SIGNATURE_HEADER } from '../../genesys/openMessaging/signature.ts';
import { contract } from './support/genesys.mts';
import { eventually, newIntegration, SECRET, startConversation, type Sent } from './support/handover.mts';
import { startWebhook, type Webhook } from './support/webhook.mts';

/** Each kind of content that an agent can send, as it arrives at the webhook. */

interface Example {
	kind: string;
	label: string;
	text: string;
	content: object[];
}

const genesys = contract({
	rateLimitPerMinute: 0,
	integrationCreationMs: 50,
	flowText: '',
	outboundMediaTypes: ['*/*'],
});
let webhook: Webhook;
let chat: Sent;
let examples: Example[];

beforeAll(async () => {
	webhook = await startWebhook();
	await genesys.login();
	const integrationId = await newIntegration(genesys);
	await genesys.conversations.patchConversationsMessagingIntegrationsOpenIntegrationId(integrationId, {
		name: 'The shop',
		outboundNotificationWebhookUrl: webhook.url,
	});
	chat = await startConversation(genesys, { integrationId });
	await genesys.control('POST', `conversations/${chat.conversationId}/accept`);
	examples = await genesys.control('GET', 'content-examples');
});

afterAll(async () => await webhook.close());

/** Sends the example as an agent; returns what was delivered. */
async function deliveryOf({ text, content }: Example) {
	const before = webhook.deliveries.length;
	await genesys.control('POST', `conversations/${chat.conversationId}/messages`, { text, content });
	await eventually(
		async () => webhook.deliveries.length,
		(count) => count > before,
	);
	return webhook.deliveries[before];
}

const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const address = expect.stringMatching(/^https?:\/\/\S+$/) as string;
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

const attachment = (mediaType: string, mime: string) => ({
	id: text,
	mediaType,
	url: address,
	mime,
	filename: text,
	contentSizeBytes: number,
});
const postback = { type: 'Postback', text, payload: text };
const link = { type: 'Link', text, url: address };
const words = { header: text, title: text, subtitle: text, buttonLabel: text, imageUrl: address };
const card = { title: text, description: text, image: address, defaultAction: link };

/** For each kind: the shape of its items in the delivery, with the optional fields, and the package's name for it. */
const SHAPES: Array<[kind: string, structuredKind: string | undefined, content: object[]]> = [
	['picture', undefined, [{ contentType: 'Attachment', attachment: attachment('Image', 'image/png') }]],
	['file', undefined, [{ contentType: 'Attachment', attachment: attachment('File', 'application/pdf') }]],
	['audio', undefined, [{ contentType: 'Attachment', attachment: attachment('Audio', 'audio/wav') }]],
	['video', undefined, [{ contentType: 'Attachment', attachment: attachment('Video', 'video/webm') }]],
	[
		'quickReplies',
		'quickReplies',
		[
			{ contentType: 'QuickReply', quickReply: { text, payload: text, action: 'Message', image: address } },
			{ contentType: 'QuickReply', quickReply: { text, payload: text, action: 'Message' } },
		],
	],
	['buttons', 'card', [{ contentType: 'Card', card: { title: text, actions: [postback, postback, link] } }]],
	['card', 'card', [{ contentType: 'Card', card: { ...card, actions: [postback, link] } }]],
	[
		'carousel',
		'carousel',
		[{ contentType: 'Carousel', carousel: { cards: [1, 2, 3].map(() => ({ ...card, actions: [postback] })) } }],
	],
	[
		'datePicker',
		'datePicker',
		[
			{
				contentType: 'DatePicker',
				datePicker: {
					id: text,
					title: text,
					subtitle: text,
					imageUrl: address,
					dateMinimum: time,
					dateMaximum: time,
					availableTimes: [1, 2, 3].map(() => ({ dateTime: time, duration: number })),
					location: { text, address: text, url: address, latitude: number, longitude: number },
					dateDisplayFormat: expect.stringMatching(/^(dayMonthYear|monthDayYear|yearMonthDay)$/),
				},
			},
		],
	],
	[
		'listPicker',
		'listPicker',
		[
			{
				contentType: 'ListPicker',
				listPicker: {
					id: text,
					sections: [
						{
							title: text,
							multipleSelection: true,
							items: [1, 2].map(() => ({ id: text, title: text, subtitle: text, imageUrl: address })),
						},
						{ title: text, multipleSelection: false, items: [{ id: text, title: text }] },
					],
					receivedMessage: words,
					replyMessage: words,
				},
			},
		],
	],
	[
		'notification',
		'notification',
		[
			{
				contentType: 'Notification',
				template: {
					id: text,
					language: text,
					header: { type: 'Media', media: attachment('Image', 'image/png') },
					body: { text, parameters: [1, 2].map((place) => ({ name: String(place), text })) },
					footer: { text },
					buttons: [
						{ type: 'QuickReply', index: 0, text, payload: text },
						{ type: 'Url', index: 1, text, url: address, parameters: [{ name: '1', text }] },
						{ type: 'PhoneNumber', index: 2, text, phoneNumber: text },
					],
				},
			},
		],
	],
	['unknown', 'other', [{ contentType: 'SeatPicker', seatPicker: { title: text, rows: [{ row: 1, seats: [text, text] }] } }]],
];

test('each kind has an example', () => {
	expect(examples.map(({ kind }) => kind)).toEqual(SHAPES.map(([kind]) => kind));
});

test.each(SHAPES)('%s is delivered as documented and signed, and the package reads it', async (kind, structuredKind, content) => {
	const example = examples.find((one) => one.kind === kind);
	if (!example) throw new Error(`There is no example of ${kind}`);
	const { headers, body } = await deliveryOf(example);
	expect(isSignedBy(body, headers[SIGNATURE_HEADER], SECRET)).toBe(true);

	const message: unknown = JSON.parse(body.toString('utf8'));
	expect(message).toMatchObject({
		type: structuredKind === undefined ? 'Text' : 'Structured',
		text: example.text,
		originatingEntity: 'Human',
		direction: 'Outbound',
		conversationId: chat.conversationId,
	});
	expect((message as { content: object[] }).content).toEqual(content);

	const read = parseOutbound(message);
	if (read.kind !== 'event') throw new Error(`The delivery was read as ${read.kind}`);
	expect(read.event.event).toBe('agentMessage');
	expect(read.event.text).toContain(example.text);
	expect(read.event.structured?.kind).toBe(structuredKind);
	expect(read.event.attachments?.length).toBe(structuredKind === undefined ? 1 : undefined);
});

test('every file in the examples can be downloaded and has the declared type', async () => {
	const attachments = examples.flatMap(({ content }) =>
		content.flatMap((item) => ('attachment' in item ? [item.attachment as Record<string, unknown>] : [])),
	);
	for (const { url, mime, contentSizeBytes } of attachments) {
		const response = await fetch(String(url));
		expect(response.headers.get('content-type')).toBe(mime);
		expect(await response.arrayBuffer()).toHaveProperty('byteLength', contentSizeBytes);
	}
	const pictures = JSON.stringify(examples).match(/http[^"]+\.png/g) ?? [];
	for (const url of new Set(pictures)) expect(await fetch(url)).toHaveProperty('status', 200);
});
