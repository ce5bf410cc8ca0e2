import fc from 'fast-check';
import { parseOutbound } from '../../../../genesys/openMessaging/outbound';
import { channel, delivery, eventOf, reversed, type Json } from './delivery';

const typing = (changes: Json = {}) =>
	delivery({
		type: 'Event',
		text: undefined,
		originatingEntity: undefined,
		events: [{ eventType: 'Typing', typing: { type: 'On', duration: 5000 } }],
		...changes,
	});

const receipt = (changes: Json = {}) =>
	delivery({
		type: 'Receipt',
		text: undefined,
		originatingEntity: undefined,
		status: 'Delivered',
		isFinalReceipt: true,
		...changes,
	});

describe('a typing notice', () => {
	it('has a duration, but no text or sender', () => {
		const event = eventOf(typing());
		expect(event).toMatchObject({ event: 'typing', typingMs: 5000, customerId: 'customer-42' });
		expect(event).not.toHaveProperty('text');
		expect(event).not.toHaveProperty('sender');
	});

	it('can have no duration', () => {
		expect(eventOf(typing({ events: [{ eventType: 'Typing' }] }))).not.toHaveProperty('typingMs');
	});

	it('is found among other events', () => {
		expect(eventOf(typing({ events: [{ eventType: 'CoBrowse' }, { eventType: 'typing' }] })).event).toBe('typing');
	});
});

describe('an unknown event', () => {
	it.each([
		['another kind', [{ eventType: 'Presence', presence: { type: 'Disconnect' } }]],
		['no event', []],
		['something that is no list', 'Typing'],
		['nothing', undefined],
	])('is unsupported but has its integration: %s', (_name, events) => {
		expect(parseOutbound(typing({ events }))).toEqual({ kind: 'unsupported', integrationId: 'integration-1' });
	});
});

it('accepts one event instead of a list', () => {
	expect(eventOf(typing({ events: { eventType: 'Typing', typing: { duration: 5000 } } }))).toMatchObject({ event: 'typing', typingMs: 5000 });
});

describe('a receipt', () => {
	it.each(['Sent', 'Delivered', 'Read', 'Published', 'Removed'])(
		'"%s" is an event of its own, never an empty message',
		(status) => {
			const event = eventOf(receipt({ status, reasons: [] }));
			expect(event).toMatchObject({ event: 'receipt', receipt: { status, reasons: [], isFinal: true } });
			expect(event).not.toHaveProperty('text');
			expect(event).not.toHaveProperty('sender');
		},
	);

	it('has the reasons if it is Failed', () => {
		const reasons = [
			{ code: 'MediaTypeNotAllowed', message: 'image/heic is not allowed' },
			{ message: 'only words' },
			'words alone',
			7,
			{},
		];
		expect(eventOf(receipt({ status: 'Failed', reasons })).receipt).toEqual({
			status: 'Failed',
			reasons: [{ code: 'MediaTypeNotAllowed', message: 'image/heic is not allowed' }, { message: 'only words' }, { message: 'words alone' }, {}],
			isFinal: true,
		});
	});

	it('has the ID of its message', () => {
		expect(eventOf(receipt()).messageId).toBe(eventOf(delivery()).messageId);
	});

	it.each<[string, Json]>([
		['from the customer to the integration', { channel: reversed() }],
		['from the customer to the integration, in capital letters', { channel: reversed({ to: { id: 'INTEGRATION-1' } }) }],
		['from the customer without a receiver', { channel: reversed({ to: undefined }) }],
		['inbound, in a channel without an ID', { direction: 'Inbound', channel: reversed({ id: undefined }) }],
		['to the customer', {}],
	])('for %s belongs to the customer of this integration', (_whose, changes) => {
		expect(eventOf(receipt(changes))).toMatchObject({
			integrationId: 'integration-1',
			customerId: 'customer-42',
			customerIdType: 'Opaque',
			receipt: { status: 'Delivered' },
		});
	});

	it('is not final by default', () => {
		expect(eventOf(receipt({ isFinalReceipt: false })).receipt?.isFinal).toBe(false);
		expect(eventOf(receipt({ isFinalReceipt: undefined })).receipt?.isFinal).toBe(false);
	});

	it('without a status has the status Unknown', () => {
		expect(eventOf(receipt({ status: undefined })).receipt?.status).toBe('Unknown');
	});

	it('can repeat the message\'s custom attributes', () => {
		const metadata = { customAttributes: { queueName: 'Support' } };
		expect(eventOf(receipt({ channel: channel({ metadata }) })).event).toBe('receipt');
	});
});

// Genesys repeats a delivery whose answer was slow; other products then showed the agent's message twice.
describe('the deduplication key', () => {
	const keyOf = (body: Json) => eventOf(body).deduplicationKey;

	it('is the same for a repeated message', () => {
		expect(keyOf(delivery())).toBe(keyOf(delivery()));
	});

	it('does not depend on the time or envelope of the repeat', () => {
		expect(keyOf(delivery({ channel: channel({ time: '2026-01-31T10:00:18.900Z' }) }))).toBe(keyOf(delivery()));
	});

	it('differs between a message, its receipts, and a typing notice with the same ID', () => {
		const all = [
			delivery(),
			typing(),
			receipt(),
			receipt({ status: 'Sent' }),
			receipt({ status: 'Read' }),
			receipt({ status: 'Failed' }),
		];
		expect(new Set(all.map(keyOf)).size).toBe(all.length);
	});

	it('is the same for a repeated receipt', () => {
		expect(keyOf(receipt())).toBe(keyOf(receipt()));
	});

	it('depends on the content if there is no ID', () => {
		const withoutId = (changes: Json = {}) =>
			typing({ id: undefined, channel: channel({ messageId: undefined, ...changes }) });
		expect(keyOf(withoutId())).toBe(keyOf(withoutId()));
		expect(keyOf(withoutId({ time: '2026-01-31T10:00:05.000Z' }))).not.toBe(keyOf(withoutId()));
		expect(keyOf(withoutId({ to: { id: 'customer-43' } }))).not.toBe(keyOf(withoutId()));
	});

	it('differs for messages with different IDs', () => {
		const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 2 });
		fc.assert(fc.property(ids, ([one, other]) => keyOf(delivery({ id: one })) !== keyOf(delivery({ id: other }))));
	});
});
