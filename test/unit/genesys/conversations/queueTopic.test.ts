import fc from 'fast-check';
import { parseConversation, type Conversation } from '../../../../genesys/conversations/conversation';
import { observe } from '../../../../genesys/conversations/lifecycle';
import { parseNotification, queueTopic } from '../../../../genesys/conversations/queueWatch';
import { agent, conversationBody, customer, flow, gone, messageConversationBody, START, waiting } from './samples';

const SEEN = Date.parse('2026-01-31T12:00:00.000Z');
const ADDRESSES = { fromAddress: { addressNormalized: 'customer-42' }, toAddress: { addressNormalized: 'integration-1' } };

const TOPIC = queueTopic('3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e');

function parsed(body: object): Conversation {
	const conversation = parseNotification(TOPIC, body);
	if (!conversation) throw new Error('it was not understood');
	return conversation;
}

const eventsOf = (body: object) => observe(undefined, parsed(body), SEEN);

describe('the topic of a queue', () => {
	it('is parsed, and other topics are not', () => {
		const body = messageConversationBody([customer]);
		expect(parseNotification(TOPIC, body)).toBeDefined();
		expect(parseNotification('v2.routing.queues.1.conversations.calls', body)).toBeUndefined();
		expect(parseNotification('channel.metadata', body)).toBeUndefined();
	});
});

describe('a queue notification', () => {
	it('contains the participants and the customer', () => {
		const parts = [
			{ ...customer, ...ADDRESSES },
			gone(flow, 'transfer'),
			{ ...gone(waiting, 'transfer'), startTime: START },
			{ ...agent, startTime: '2026-01-31T10:01:00.000Z', connectedTime: '2026-01-31T10:02:00.000Z' },
		];
		const { lifecycle, events } = eventsOf(messageConversationBody(parts));
		expect(lifecycle.state).toBe('connected');
		const known = { conversationId: 'conversation-1', customerId: 'customer-42', integrationId: 'integration-1' };
		const queue = { id: 'queue-1', name: 'Support' };
		expect(events).toEqual([
			{ ...known, event: 'queued', queue, time: START, deduplicationKey: 'queued:conversation-1:participant-2' },
			{
				...known,
				event: 'agentJoined',
				agent: { id: 'user-1', name: 'Agent One' },
				queue,
				time: '2026-01-31T10:02:00.000Z',
				deduplicationKey: 'agentJoined:conversation-1:participant-3',
			},
		]);
	});

	it('identifies the customer by the only address in notifications', () => {
		const body = { id: 'c1', participants: [{ id: 'p1', purpose: 'customer', state: 'connected', address: 'customer-42' }] };
		expect(parseNotification(TOPIC, body)?.customerId).toBe('customer-42');
	});

	it.each(['parked', 'held'])('counts an agent in the state %s as joined', (state) => {
		expect(eventsOf(messageConversationBody([customer, { ...agent, state }])).lifecycle.state).toBe('connected');
	});

	it.each(['scheduled', 'alerting', 'dialing', 'contacting', 'offering'])('counts an agent in the state %s as alerting', (state) => {
		const ringing = { ...agent, state, startTime: START, connectedTime: START };
		const { lifecycle, events } = eventsOf(messageConversationBody([customer, waiting, ringing]));
		expect(lifecycle.state).toBe('alerting');
		expect(events.map(({ event }) => event)).toEqual(['queued']);
	});

	it('uses the time of arrival if it has no times', () => {
		const { events } = eventsOf(messageConversationBody([{ ...gone(customer), endTime: undefined }]));
		expect(events).toMatchObject([{ event: 'conversationEnded', time: '2026-01-31T12:00:00.000Z' }]);
	});

	it('reports nothing about an agent without a state', () => {
		expect(eventsOf(messageConversationBody([customer, { ...agent, state: '' }])).events).toEqual([]);
	});

	it('ignores participants who are neither the customer nor an agent or queue', () => {
		const others = [flow, { ...agent, purpose: 'supervisor' }, { ...agent, purpose: 'constructor' }];
		expect(eventsOf(messageConversationBody([customer, ...others])).lifecycle.state).toBe('flow');
	});

	it.each([
		['nothing', undefined],
		['text', 'x'],
		['no ID', { participants: [] }],
		['another messaging channel', { id: 'c1', participants: [{ id: 'p1', purpose: 'customer', state: 'connected', type: 'whatsapp' }] }],
	])('with %s is ignored', (_name, body) => {
		expect(parseNotification(TOPIC, body)).toBeUndefined();
	});

	it('is parsed without harm, whatever it contains', () => {
		const field = fc.constantFrom('id', 'purpose', 'state', 'startTime', 'connectedTime', 'endTime', 'messages', 'user', 'fromAddress');
		const value = fc.oneof(fc.jsonValue(), fc.constantFrom('customer', 'agent', 'acd', 'connected', 'disconnected', '+275760-09-13'));
		const participant = fc.array(fc.tuple(field, value)).map((pairs): object => Object.fromEntries(pairs));
		const participants = fc.oneof(fc.array(fc.oneof(participant, fc.jsonValue())), fc.jsonValue());
		fc.assert(
			fc.property(participants, fc.jsonValue(), (given, endTime) => {
				const conversation = parseNotification(TOPIC, { id: 'c1', participants: given, endTime });
				if (conversation) observe(undefined, conversation, SEEN);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('a conversation that was looked up', () => {
	it('parses to the same result as the notification', () => {
		const parts = [
			{ ...gone(customer, 'peer'), startTime: START },
			{ ...gone(waiting, 'transfer'), startTime: START },
			{ ...gone(agent), startTime: START, connectedTime: '2026-01-31T10:02:00.000Z', startAcwTime: '2026-01-31T10:31:00.000Z' },
		];
		const conversation = parseConversation(conversationBody(parts));
		if (!conversation) throw new Error('the sample is no conversation');
		expect(conversation.participants).toEqual(parsed(messageConversationBody(parts)).participants);
		expect(observe(undefined, conversation, SEEN)).toEqual(eventsOf(messageConversationBody(parts)));
	});
});

describe('participants outside the handover', () => {
	it('a supervisor who listens neither joins nor leaves', () => {
		const supervisor = { ...agent, purpose: 'user', userId: 'user-9', monitoredParticipantId: 'participant-2', connectedTime: START };
		const { lifecycle, events } = eventsOf(messageConversationBody([customer, { ...waiting, startTime: START }, supervisor]));
		expect(lifecycle.state).toBe('queued');
		expect(events.map(({ event }) => event)).toEqual(['queued']);
	});

	it('a part of unknown type does not change the channel, which depends on the customer’s part', () => {
		const body = (type: string, other: string) => messageConversationBody([{ ...customer, type } as typeof customer, { ...waiting, type: other } as typeof waiting]);
		expect(parseNotification(TOPIC, body('open', 'unknown'))).toBeDefined();
		expect(parseNotification(TOPIC, body('webmessaging', 'open'))).toBeUndefined();
	});

	it('a late notification without a connection time does not bring back an agent who left', () => {
		const late = { ...agent, id: 'a', startTime: START, connectedTime: undefined };
		const over = { ...gone(late), connectedTime: START };
		const known = eventsOf(messageConversationBody([gone(customer), over])).lifecycle;
		expect(observe(known, parsed(messageConversationBody([customer, late])), SEEN).events).toEqual([]);
	});
});
