import fc from 'fast-check';
import { parseDetailEvent } from '../../../../genesys/conversations/detailEvents';
import { observe } from '../../../../genesys/conversations/lifecycle';

const TIME = Date.parse('2026-01-31T10:00:00.000Z');
const SEEN = TIME + 60_000;

const common = {
	eventTime: TIME,
	conversationId: 'c1',
	participantId: 'p1',
	sessionId: 's1',
	mediaType: 'MESSAGE',
	provider: 'PureCloud Messaging',
	direction: 'INBOUND',
	messageType: 'OPEN',
	divisionId: 'd1',
};
const ofAgent = { ...common, addressTo: 'customer-42', addressFrom: 'integration-1', userId: 'user-1', queueId: 'queue-1' };

/** One body of each kind, with the fields that only this kind has. */
const bodies = {
	'customer.start': { ...common, externalContactId: 'contact-1' },
	'customer.end': { ...common, disconnectType: 'CLIENT', interactingDurationMs: 9000 },
	'acd.start': { ...common, queueId: 'queue-1', routingPriority: 0 },
	'acd.end': { ...common, queueId: 'queue-1', disconnectType: 'TRANSFER', acdOutcome: 'ANSWERED', answeredUserId: 'user-1' },
	'user.start': ofAgent,
	'user.end': { ...ofAgent, disconnectType: 'CLIENT', interactingDurationMs: 9000, alertingDurationMs: 1000 },
	acw: { ...ofAgent, wrapupCode: 'done', wrapupDurationMs: 500 },
};
type Kind = keyof typeof bodies;
const kinds = Object.keys(bodies) as Kind[];

const topicOf = (kind: string) => `v2.detail.events.conversation.c1.${kind}`;
const asTexts = (body: object) =>
	Object.fromEntries(Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]));

/** The ways in which the same event may come. */
const ways: Array<[string, (kind: Kind) => unknown]> = [
	['a notification', (kind) => ({ topicName: topicOf(kind), version: '2', eventBody: bodies[kind], metadata: {} })],
	['EventBridge', (kind) => ({ version: '0', source: 'aws.partner', detail: { topicName: topicOf(kind), eventBody: bodies[kind] } })],
	['EventBridge, whose topic has no ID', (kind) => ({
		detail: { topicName: `v2.detail.events.conversation.{id}.${kind}`, eventBody: bodies[kind] },
	})],
	['a data action that names the topic', (kind) => ({ ...asTexts(bodies[kind]), topicName: topicOf(kind) })],
	['a data action that names the event', (kind) => ({ ...asTexts(bodies[kind]), eventType: kind.toUpperCase() })],
	['a data action that names neither', (kind) => asTexts(bodies[kind])],
	['a data action whose unused fields are empty', (kind) => ({
		...{ userId: '', queueId: '', disconnectType: '', wrapupCode: '', acdOutcome: '', interactingDurationMs: '' },
		...asTexts(bodies[kind]),
	})],
];

describe.each(ways)('a detail event by %s', (_way, deliver) => {
	it.each(kinds)('%s is the same as by all others', (kind) => {
		expect(parseDetailEvent(deliver(kind), SEEN)).toEqual(parseDetailEvent(ways[0][1](kind), SEEN));
	});
});

const seen = (kind: Kind, changes: object = {}) => {
	const event = parseDetailEvent({ topicName: topicOf(kind), eventBody: { ...bodies[kind], ...changes } }, SEEN);
	if (!event) throw new Error('it was not understood');
	return event.observation;
};
const partOf = (kind: Kind, changes: object = {}) => seen(kind, changes).parts[0];

describe('what a detail event says', () => {
	it.each([
		['customer.start', { role: 'customer', begunAt: TIME }],
		['customer.end', { role: 'customer', endedAt: TIME, disconnectType: 'client' }],
		['acd.start', { role: 'queue', begunAt: TIME, queueId: 'queue-1' }],
		['acd.end', { role: 'queue', endedAt: TIME, queueId: 'queue-1', disconnectType: 'transfer' }],
		['user.start', { role: 'agent', begunAt: TIME, userId: 'user-1', queueId: 'queue-1' }],
		['user.end', { role: 'agent', connectedAt: TIME - 9000, endedAt: TIME, disconnectType: 'client', userId: 'user-1' }],
		['acw', { role: 'agent', afterCallWorkAt: TIME, userId: 'user-1' }],
	] as const)('%s', (kind, expected) => {
		expect(partOf(kind)).toMatchObject({ participantId: 'p1', ...expected });
	});

	it('names who answered', () => {
		expect(seen('acd.end').answers).toEqual([{ userId: 'user-1', at: TIME }]);
		expect(seen('acd.end', { acdOutcome: 'ABANDON', answeredUserId: undefined }).answers).toEqual([]);
	});

	it('names the customer on the agent’s events alone', () => {
		expect(seen('user.end')).toMatchObject({ customerId: 'customer-42', integrationId: 'integration-1' });
		const turned = seen('customer.end', { addressTo: 'integration-1', addressFrom: 'customer-42' });
		expect(turned.customerId).toBeUndefined();
	});

	it.each([0, undefined, '0', 'soon'])('an agent who interacted for %s milliseconds has never had the chat', (interactingDurationMs) => {
		expect(partOf('user.end', { interactingDurationMs }).connectedAt).toBeUndefined();
		const { events } = observe(undefined, seen('user.end', { interactingDurationMs }));
		expect(events.map(({ event }) => event)).toEqual(['agentDeclined']);
	});

	it.each([
		['NO_ANSWER_TRANSFER', 'transfer.noanswer'],
		['NOT_AVAILABLE_TRANSFER', 'transfer.notavailable'],
		['CONSULT_TRANSFER', 'transfer.consult'],
		['TRANSPORT_FAILURE', 'transport.failure'],
		['SESSION_EXPIRED', 'session.expired'],
		['TRANSFER', 'transfer'],
	])('writes %s as REST does: %s', (disconnectType, expected) => {
		expect(partOf('user.end', { disconnectType }).disconnectType).toBe(expected);
	});

	it.each([String(TIME), '2026-01-31T10:00:00.000Z', '2026-01-31T11:00:00+01:00'])('takes the time as %s', (eventTime) => {
		expect(partOf('customer.end', { eventTime }).endedAt).toBe(TIME);
	});

	it.each([undefined, '', 'yesterday', {}, 1e300])('has the time at which it came where it has none: %p', (eventTime) => {
		expect(partOf('customer.end', { eventTime }).endedAt).toBe(SEEN);
	});
});

describe('what is no event of the life cycle', () => {
	it.each([
		['of a call', { topicName: topicOf('user.end'), eventBody: { ...bodies['user.end'], mediaType: 'VOICE' } }],
		['of another messaging channel', { topicName: topicOf('user.end'), eventBody: { ...bodies['user.end'], messageType: 'WHATSAPP' } }],
		['another detail event', { topicName: topicOf('flow.end'), eventBody: bodies['customer.end'] }],
		['another topic', { topicName: 'v2.users.user-1.presence', eventBody: bodies['user.end'] }],
		['without a conversation', { topicName: topicOf('user.end'), eventBody: { ...bodies['user.end'], conversationId: '' } }],
		['without anything to tell it by', { conversationId: 'c1' }],
		['a text', 'user.end'],
		['nothing', undefined],
		['a list', [bodies['user.end']]],
	])('%s', (_name, delivery) => {
		expect(parseDetailEvent(delivery, SEEN)).toBeUndefined();
	});
});

describe('a hostile or broken delivery', () => {
	it('never throws, and what is understood makes events', () => {
		const field = fc.constantFrom(...new Set(kinds.flatMap((kind) => Object.keys(bodies[kind]))), 'topicName', 'eventType', '__proto__');
		const value = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom(...kinds, 'MESSAGE', 'ANSWERED', '8640000000000000', '-1'));
		const body = fc.array(fc.tuple(field, value)).map((pairs) => ({ conversationId: 'c1', ...Object.fromEntries(pairs) }));
		const delivery = fc.oneof(body, fc.record({ detail: body }), fc.record({ topicName: value, eventBody: body }), fc.jsonValue());
		fc.assert(
			fc.property(delivery, (given) => {
				const event = parseDetailEvent(given, SEEN);
				if (event) observe(undefined, event.observation);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('an event in somebody\u2019s own words', () => {
	it.each(['CUSTOMER_END', 'customerEnd', 'customer-end', 'Customer End'])('%s is customer.end', (eventType) => {
		expect(parseDetailEvent({ ...bodies['customer.end'], eventType }, SEEN)?.kind).toBe('customer.end');
	});

	it('of a name that says nothing is told by its fields', () => {
		expect(parseDetailEvent({ ...bodies['user.end'], eventType: 'from my workflow' }, SEEN)?.kind).toBe('user.end');
		expect(parseDetailEvent({ topicName: topicOf('wrapup'), eventBody: bodies['user.end'] }, SEEN)).toBeUndefined();
	});

	it.each(['0', 0, 'NOT_SET', '${input.userId}', ''])('a field with %j in it is not set', (unset) => {
		const fields = { wrapupCode: unset === '0' || unset === 0 ? '' : unset, wrapupDurationMs: unset, answeredUserId: '', userId: '' };
		const event = parseDetailEvent({ ...fields, ...bodies['customer.end'] }, SEEN);
		expect(event?.kind).toBe('customer.end');
		expect(event?.observation.parts[0]).toMatchObject({ role: 'customer', userId: undefined });
	});

	it('may come as JSON text in its envelope', () => {
		const expected = parseDetailEvent({ topicName: topicOf('user.end'), eventBody: bodies['user.end'] }, SEEN);
		expect(parseDetailEvent({ topicName: topicOf('user.end'), eventBody: JSON.stringify(bodies['user.end']) }, SEEN)).toEqual(expected);
		expect(parseDetailEvent({ detail: JSON.stringify({ topicName: topicOf('user.end'), eventBody: bodies['user.end'] }) }, SEEN)).toEqual(expected);
		expect(parseDetailEvent({ topicName: topicOf('user.end'), eventBody: '{ no JSON' }, SEEN)).toBeUndefined();
	});
});
