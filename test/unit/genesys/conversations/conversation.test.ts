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

describe('reading a conversation', () => {
	it('gives the same from both of Genesys’ shapes', () => {
		const parts = [
			customer,
			gone(flow),
			gone(waiting),
			{ ...agent, messages: [{ messageId: 'm-1', messageTime: '2026-01-31T10:01:00Z' }] },
		];
		expect(parsed(messageConversationBody(parts))).toEqual(parsed(conversationBody(parts)));
	});

	it('finds the messages where a queue topic has them, and who talks to the customer by the role that it gives them', () => {
		const messages = [{ message: { id: 'm-1', selfUri: '/x' }, messageTime: '2026-01-31T10:01:00Z', messageStatus: 'received' }];
		const body = { id: 'c', participants: [{ purpose: 'agent', state: 'connected', initialState: 'alerting', mediaRoles: ['full'], messages }] };
		const [participant] = parsed(body).participants;
		expect(participant.messages).toEqual([{ id: 'm-1', at: Date.parse('2026-01-31T10:01:00Z') }]);
		expect(participant.role).toBe('agent');
	});

	it('keeps who, in which role, where and in which state', () => {
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

	it('does not mind upper case', () => {
		const [participant] = parsed({ id: 'c', participants: [{ purpose: 'AGENT', state: 'CONNECTED' }] }).participants;
		expect(participant).toMatchObject({ purpose: 'agent', state: 'connected' });
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['a page of HTML', '<html>'],
		['a list', []],
		['an object without id', { participants: [] }],
	])('gives nothing for %s', (_name, body) => {
		expect(parseConversation(body)).toBeUndefined();
	});

	it('never throws, whatever stands in it', () => {
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

describe('a part of a conversation', () => {
	it.each([
		['connected', true],
		['alerting', true],
		['parked', true],
		['disconnected', false],
		['terminated', false],
		['none', false],
		['', false],
	])('in the state "%s" is live: %s', (state, expected) => {
		const [participant] = parsed(conversationBody([customer])).participants;
		expect(isLive({ ...participant, state })).toBe(expected);
	});

	it('is found by role, the newest last', () => {
		const parts = [customer, { ...agent, purpose: 'user' }, { ...agent, userId: 'user-2' }, { ...agent, mediaRoles: ['monitor'] }];
		const agents = inRole(parsed(conversationBody(parts)), 'agent');
		expect(agents.map(({ userId }) => userId)).toEqual(['user-1', 'user-2']);
	});
});

describe('isEnded', () => {
	it('goes by the customer alone', () => {
		expect(isEnded(parsed(conversationBody([customer, gone(agent)])))).toBe(false);
		expect(isEnded(parsed(conversationBody([gone(customer), agent])))).toBe(true);
	});

	it('does not hold for a conversation in which nobody is listed yet', () => {
		expect(isEnded(parsed(conversationBody([])))).toBe(false);
	});
});

describe('hasEarlierMessage', () => {
	const withMessages = (part: Part, ...messages: Array<[string, string?]>): Part => ({
		...part,
		messages: messages.map(([messageId, messageTime]) => ({ messageId, messageTime })),
	});
	const has = (...parts: Part[]) => hasEarlierMessage(parsed(conversationBody(parts)), 'own');

	it('does not hold when ours is the first', () => {
		expect(has(withMessages(customer, ['own', '2026-01-31T10:00:00Z']), agent)).toBe(false);
	});

	it('holds when the customer wrote before', () => {
		expect(has(withMessages(customer, ['before', '2026-01-31T09:59:00Z'], ['own', '2026-01-31T10:00:00Z']))).toBe(true);
	});

	it('holds when ours is not listed yet but another is', () => {
		expect(has(withMessages(customer, ['before', '2026-01-31T09:59:00Z']))).toBe(true);
	});

	it('does not hold for what came after ours', () => {
		expect(has(withMessages(customer, ['own', '2026-01-31T10:00:00Z'], ['after', '2026-01-31T10:00:05Z']))).toBe(false);
	});

	it('does not hold for messages of a handover that had ended in the same conversation', () => {
		const earlier = withMessages(gone(customer), ['before', '2026-01-30T10:00:00Z']);
		expect(has(earlier, withMessages(customer, ['own', '2026-01-31T10:00:00Z']))).toBe(false);
	});

	it('does not count what agents wrote', () => {
		expect(
			has(
				withMessages(agent, ['answer', '2026-01-31T09:00:00Z']),
				withMessages(customer, ['own', '2026-01-31T10:00:00Z']),
			),
		).toBe(false);
	});
});
