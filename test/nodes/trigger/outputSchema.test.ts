import '../../support/movableClock';
import type { IDataObject } from 'n8n-workflow';
import schema from '../../../nodes/GenesysOpenMessaging/__schema__/v1.1.0.json';
import { LIFECYCLE_EVENTS } from '../../../genesys/conversations/lifecycle';
import { MESSAGE_EVENTS } from '../../../genesys/openMessaging/outbound';
import { codeIn, sectionsOf, tableRowsIn } from '../../support/documentation';
import { agentMessage, receipt, typing } from '../support/deliveries';
import { api, conversationWith, customer, guardNetwork } from '../support/genesys';
import { CONVERSATION, INTEGRATION } from '../support/ids';
import { schemaOf } from '../support/outputSchema';
import { triggerServer } from '../support/runTrigger';
import { SECRET } from '../support/storedCredential';

/** The schema file of the Genesys Open Messaging Trigger, from which n8n knows the items' fields in advance. */

guardNetwork('127.0.0.1');
const start = triggerServer();
afterEach(() => jest.useRealTimers());

const press = { type: 'Link', text: 'Open', payload: 'open', url: 'https://shop.example.org', phoneNumber: '+123', image: 'https://shop.example.org/1.png' };
const card = { title: 'Cup', description: 'Glazed', image: 'https://shop.example.org/1.png', video: 'https://shop.example.org/1.mp4', defaultAction: press, actions: [press] };
const picked = { id: 'a', title: 'Choose', subtitle: 'One', image: 'https://shop.example.org/1.png' };
const time = { dateTime: '2026-02-02T10:00:00.000Z', duration: 900 };
const received = { header: 'Order', buttonLabel: 'Choose', title: 'Choose', subtitle: 'One', imageUrl: 'https://shop.example.org/1.png' };
const parameters = [{ name: '1', text: 'Ada' }];

/** Structured content with every possible field. */
const CONTENT: IDataObject[][] = [
	[{ contentType: 'QuickReply', quickReplyV2: { title: 'Yes?', actions: [press] } }],
	[{ contentType: 'Card', card }, { contentType: 'Card', card }, { contentType: 'QuickReply', quickReply: press }],
	[{ contentType: 'Carousel', carousel: { cards: [card] } }],
	[{ contentType: 'DatePicker', datePicker: { ...picked, dateMinimum: '2026-02-01', dateMaximum: '2026-02-07', dateDisplayFormat: 'D', location: { latitude: 1 }, availableTimes: [time] } }],
	[{ contentType: 'ListPicker', listPicker: { id: 'a', receivedMessage: received, replyMessage: received, sections: [{ title: 'A', multipleSelection: true, items: [picked] }] } }],
	[{
		contentType: 'Notification',
		template: {
			id: 'sent',
			language: 'en',
			header: { text: 'Hello {{1}}', parameters, media: { url: 'https://shop.example.org/1.png', filename: '1.png' } },
			body: { text: 'Hello {{1}}', parameters },
			footer: { text: 'Bye' },
			buttons: [press],
		},
	}],
	[{ contentType: 'SeatPicker', seatPicker: { row: 1 } }],
];
const attachment = { mediaType: 'Image', url: 'http://127.0.0.1/1.png', mime: 'image/png', filename: '1.png', text: 'Caption', contentSizeBytes: 9 };

/** Genesys' own content, and nested parts with the same fields, may have any fields. */
function withoutForeign(item: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(item), (key, value: unknown) => {
		if (['raw', 'location', 'replyMessage'].includes(key)) return {};
		if (key === 'content') return [{}];
		return key === 'others' ? [{ kind: 'card' }] : value;
	}) as IDataObject;
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const addresses = { fromAddress: { addressNormalized: 'customer-42' }, toAddress: { addressNormalized: INTEGRATION } };
const agentPart = (id: string, joinedAgo: number | undefined, disconnectType: string) => ({
	id,
	purpose: 'agent',
	name: 'Agent One',
	userId: 'user-1',
	queueId: 'queue-1',
	queueName: 'Support',
	startTime: ago(25),
	messages: [{ state: 'disconnected', disconnectType, disconnectedTime: ago(10), connectedTime: joinedAgo && ago(joinedAgo) }],
});

/** One item of every event, with everything that the options add. */
async function items(): Promise<IDataObject[]> {
	const agent = { id: 'p-1', purpose: 'agent', userId: 'u-1', name: 'Agent One', messages: [{ state: 'connected', messages: [] }] };
	api().get(/conversations\/chat-1$/).reply(200, { ...conversationWith(customer('m'), agent), id: 'chat-1' });
	api().get(/users\/u-1/).reply(200, { id: 'u-1', name: 'Agent One', images: [{ resolution: 'x96', imageUri: 'https://example.org/1.png' }] });
	const events = [...MESSAGE_EVENTS];
	const whole = start({ parameters: { events, simplify: false, options: { includeAgent: true, downloadAttachments: true } } });
	await whole.deliver(agentMessage({ conversationId: 'chat-1', content: [{ contentType: 'Attachment', attachment }] }));
	const trigger = start({ parameters: { events, options: { lifecycleEvents: [...LIFECYCLE_EVENTS] } } });
	await trigger.deliver(typing());
	await trigger.deliver({ ...receipt('Failed'), reasons: [{ code: 'MessageExpired', message: 'Too old' }] });
	for (const content of CONTENT) await trigger.deliver(agentMessage({ type: 'Structured', originatingEntity: 'Bot', content }));

	const ended = { id: 'p-customer', purpose: 'customer', startTime: ago(3600), messages: [{ state: 'disconnected', disconnectType: 'client', disconnectedTime: ago(1), type: 'open', ...addresses }] };
	const queue = { id: 'p-queue', purpose: 'acd', queueId: 'queue-1', queueName: 'Support', startTime: ago(30), messages: [{ state: 'disconnected', disconnectedTime: ago(25) }] };
	const agents = [agentPart('p-2', undefined, 'client'), agentPart('p-3', 20, 'transfer'), agentPart('p-4', 20, 'client')];
	api().get(`/api/v2/conversations/${CONVERSATION}`).reply(200, { id: CONVERSATION, participants: [ended, queue, ...agents] });
	const doorbell = { eventTime: Date.now(), conversationId: CONVERSATION, mediaType: 'MESSAGE', messageType: 'OPEN' };
	await trigger.post(JSON.stringify(doorbell), { 'X-Lifecycle-Secret': SECRET });
	return [...whole.started, ...trigger.started].map(withoutForeign);
}

const PAGE = 'docs/trigger.md';
const tableOf = (title: string) => tableRowsIn(sectionsOf(PAGE).find((section) => section.title === title)?.text ?? '').slice(1);

it('has exactly the fields of real items of every event', async () => {
	const emitted = await items();
	expect([...new Set(emitted.map(({ event }) => event))].sort()).toEqual([...MESSAGE_EVENTS, ...LIFECYCLE_EVENTS].sort());
	expect(schema).toEqual(schemaOf(emitted));
});

it("has exactly the fields in the trigger's docs", () => {
	const { agent, attachments, queue, receipt: receiptType, structured, ...others } = schema.properties;
	const rows = tableOf('Fields of an item').filter(([field]) => field.startsWith('`'));
	const named = Object.fromEntries(rows.map(([field, meaning]) => [codeIn(field)[0], /`\{ (.*?) \}`/.exec(meaning)?.[1].split(', ')]));
	expect(Object.keys(named).sort()).toEqual(Object.keys(schema.properties).sort());
	expect(named).toMatchObject({
		agent: Object.keys(agent.properties),
		queue: Object.keys(queue.properties),
		receipt: Object.keys(receiptType.properties),
	});
	expect([...(named.attachments ?? []), 'downloadError'].sort()).toEqual(Object.keys(attachments.items.properties).sort());
	expect(Object.keys(others).filter((field) => named[field])).toEqual([]);
	const ofKinds = tableOf('Structured content').flatMap(([, fields]) => codeIn(fields));
	expect([...new Set(['kind', 'others', ...ofKinds])].sort()).toEqual(Object.keys(structured.properties).sort());
});
