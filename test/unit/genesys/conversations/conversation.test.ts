import fc from 'fast-check';
import {
	hasEarlierMessage,
	inRole,
	isLive,
	parseConversation,
	type Conversation,
} from '../../../../genesys/conversations/conversation';
import { isEnded } from '../../../../genesys/conversations/status';
import { agent, conversationBody, customer, flow, gone, messageConversationBody, waiting, type Part } from './samples';

function parsed(body: unknown): Conversation {
	const conversation = parseConversation(body);
	if (!conversation) throw new Error('the sample is no conversation');
	return conversation;
}

describe('parsing a conversation', () => {
	it('parses both of Genesys’ shapes to the same result', () => {
		const parts = [
			customer,
			gone(flow),
			gone(waiting),
			{ ...agent, messages: [{ messageId: 'm-1', messageTime: '2026-01-31T10:01:00Z' }] },
		];
		expect(parsed(messageConversationBody(parts))).toEqual(parsed(conversationBody(parts)));
	});

	it('finds the messages in a queue topic, with each participant’s role', () => {
		const messages = [{ message: { id: 'm-1', selfUri: '/x' }, messageTime: '2026-01-31T10:01:00Z', messageStatus: 'received' }];
		const body = { id: 'c', participants: [{ purpose: 'agent', state: 'connected', initialState: 'alerting', mediaRoles: ['full'], messages }] };
		const [participant] = parsed(body).participants;
		expect(participant.messages).toEqual([{ id: 'm-1', at: Date.parse('2026-01-31T10:01:00Z') }]);
		expect(participant.role).toBe('agent');
	});

	it('keeps each participant’s name, role, queue, and state', () => {
		const [participant] = parsed(conversationBody([{ ...agent, id: 'p-1', connectedTime: '2026-01-31T10:01:00Z' }])).participants;
		expect(participant).toEqual({
			id: 'p-1',
			purpose: 'agent',
			role: 'agent',
			state: 'connected',
			name: 'Agent One',
			userId: 'user-1',
			queueId: 'queue-1',
			queueName: 'Support',
			connectedAt: Date.parse('2026-01-31T10:01:00Z'),
			messages: [],
		});
	});

	it('ignores case', () => {
		const [participant] = parsed({ id: 'c', participants: [{ purpose: 'AGENT', state: 'CONNECTED' }] }).participants;
		expect(participant).toMatchObject({ purpose: 'agent', state: 'connected' });
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['an HTML page', '<html>'],
		['a list', []],
		['an object without an ID', { participants: [] }],
	])('returns undefined for %s', (_name, body) => {
		expect(parseConversation(body)).toBeUndefined();
	});

	it('never throws, whatever the body contains', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (participants, messages) => {
				parseConversation({ id: 'c', participants });
				parseConversation({
					id: 'c',
					participants: [
						{ purpose: 'agent', messages },
						{ state: 'connected', messages },
					],
				});
			}),
		);
	});
});

describe('a participant’s part', () => {
	it.each([
		['connected', true],
		['alerting', true],
		['parked', true],
		['disconnected', false],
		['terminated', false],
		['none', false],
		['', false],
	])('is live in the state "%s": %s', (state, expected) => {
		const [participant] = parsed(conversationBody([customer])).participants;
		expect(isLive({ ...participant, state })).toBe(expected);
	});

	it('is found by role, newest last', () => {
		const parts = [customer, { ...agent, purpose: 'user' }, { ...agent, userId: 'user-2' }, { ...agent, mediaRoles: ['monitor'] }];
		const agents = inRole(parsed(conversationBody(parts)), 'agent');
		expect(agents.map(({ userId }) => userId)).toEqual(['user-1', 'user-2']);
	});
});

describe('isEnded', () => {
	it('depends on the customer only', () => {
		expect(isEnded(parsed(conversationBody([customer, gone(agent)])))).toBe(false);
		expect(isEnded(parsed(conversationBody([gone(customer), agent])))).toBe(true);
	});

	it('is false for a conversation without participants', () => {
		expect(isEnded(parsed(conversationBody([])))).toBe(false);
	});
});

describe('hasEarlierMessage', () => {
	const withMessages = (part: Part, ...messages: Array<[string, string?]>): Part => ({
		...part,
		messages: messages.map(([messageId, messageTime]) => ({ messageId, messageTime })),
	});
	const has = (...parts: Part[]) => hasEarlierMessage(parsed(conversationBody(parts)), 'own');

	it('is false if ours is the first message', () => {
		expect(has(withMessages(customer, ['own', '2026-01-31T10:00:00Z']), agent)).toBe(false);
	});

	it('is true if the customer wrote before', () => {
		expect(has(withMessages(customer, ['before', '2026-01-31T09:59:00Z'], ['own', '2026-01-31T10:00:00Z']))).toBe(true);
	});

	it('is true if another message is listed and ours is not yet', () => {
		expect(has(withMessages(customer, ['before', '2026-01-31T09:59:00Z']))).toBe(true);
	});

	it('is false for later messages', () => {
		expect(has(withMessages(customer, ['own', '2026-01-31T10:00:00Z'], ['after', '2026-01-31T10:00:05Z']))).toBe(false);
	});

	it('is false for messages of a handover that ended in the same conversation', () => {
		const earlier = withMessages(gone(customer), ['before', '2026-01-30T10:00:00Z']);
		expect(has(earlier, withMessages(customer, ['own', '2026-01-31T10:00:00Z']))).toBe(false);
	});

	it('ignores agents’ messages', () => {
		expect(
			has(
				withMessages(agent, ['answer', '2026-01-31T09:00:00Z']),
				withMessages(customer, ['own', '2026-01-31T10:00:00Z']),
			),
		).toBe(false);
	});
});
