import { parseConversation } from '../../../../genesys/conversations/conversation';
import { parseDetailEvent, type DetailEvent } from '../../../../genesys/conversations/detailEvents';
import { observationOf } from '../../../../genesys/conversations/snapshot';
import { mayTell, toldBy } from '../../../../genesys/conversations/toldByDetailEvent';
import { agent, conversationBody, customer, gone, START, waiting, type Part } from './samples';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');

function detail(kind: string, fields: object): DetailEvent {
	const event = parseDetailEvent({ eventType: kind, conversationId: 'conversation-1', eventTime: NOW, ...fields }, NOW);
	if (!event) throw new Error('it was not understood');
	return event;
}

function shown(...parts: Part[]) {
	const conversation = parseConversation(conversationBody(parts));
	if (!conversation) throw new Error('the sample is no conversation');
	return observationOf(conversation, NOW);
}

const first = { ...agent, id: 'agent-1', startTime: START, connectedTime: START };
const second = { ...first, id: 'agent-2', userId: 'user-2', name: 'Agent Two' };

describe('what a single detail event tells', () => {
	it('is about the agent it is about, whatever others have done', () => {
		const conversation = shown(customer, gone(first), gone(second));
		const event = toldBy(detail('user.end', { participantId: 'agent-1', userId: 'user-1', disconnectType: 'CLIENT' }), conversation);
		expect(event).toMatchObject({ event: 'agentLeft', agent: { id: 'user-1' }, deduplicationKey: 'agentLeft:conversation-1:agent-1' });
	});

	it('is about the agent who answered, whatever others had joined before', () => {
		const answered = { participantId: 'queue', acdOutcome: 'ANSWERED', answeredUserId: 'user-1', disconnectType: 'TRANSFER' };
		const event = toldBy(detail('acd.end', answered), shown(customer, gone(waiting), first, second));
		expect(event?.deduplicationKey).toBe('agentJoined:conversation-1:agent-1');
	});

	it('is nothing when the queue only says that nobody answered', () => {
		const abandoned = { participantId: 'queue', acdOutcome: 'ABANDON', disconnectType: 'PEER' };
		expect(toldBy(detail('acd.end', abandoned), shown(customer, first))).toBeUndefined();
	});

	it('is about the latest where the data action names no participant', () => {
		const conversation = shown(gone(customer), gone(first), gone(second));
		const tells = (kind: string) => toldBy(detail(kind, { disconnectType: 'CLIENT' }), conversation);
		expect(tells('customer.end')).toMatchObject({ event: 'conversationEnded', endReason: 'client' });
		expect(tells('user.end')).toMatchObject({ event: 'agentLeft', agent: { id: 'user-2' } });
	});

	it('is the end of this part of the customer, not of the one before', () => {
		const back = { ...customer, id: 'customer-2', startTime: '2026-01-31T11:00:00.000Z', connectedTime: undefined };
		const conversation = shown({ ...gone(customer), id: 'customer-1' }, back);
		const event = toldBy(detail('customer.end', { participantId: 'customer-2', disconnectType: 'CLIENT' }), conversation);
		expect(event?.deduplicationKey).toBe('conversationEnded:conversation-1:customer-2');
	});

	it('says who answered also where the conversation cannot be looked up', () => {
		const answered = { participantId: 'queue', queueId: 'queue-1', acdOutcome: 'ANSWERED', answeredUserId: 'user-1', disconnectType: 'TRANSFER' };
		expect(toldBy(detail('acd.end', answered))).toEqual({
			event: 'agentJoined',
			conversationId: 'conversation-1',
			agent: { id: 'user-1' },
			queue: { id: 'queue-1' },
			time: '2026-01-31T12:00:00.000Z',
			deduplicationKey: 'agentJoined:conversation-1:user-1',
		});
		expect(toldBy(detail('acd.end', { ...answered, acdOutcome: 'ABANDON' }))).toBeUndefined();
	});

	it('is not about somebody whose ID only begins like this one', () => {
		const conversation = shown(customer, gone({ ...first, id: 'agent-11' }));
		expect(toldBy(detail('user.end', { participantId: 'agent-1', userId: 'user-1' }), conversation)?.deduplicationKey).not.toContain('agent-11');
	});

	it('can be had without the conversation, where it says enough by itself', () => {
		expect(toldBy(detail('customer.end', { participantId: 'c' }))?.event).toBe('conversationEnded');
		expect(toldBy(detail('acd.start', { participantId: 'q', queueId: 'queue-1' }))?.event).toBe('queued');
		expect(toldBy(detail('user.start', { participantId: 'a', userId: 'user-1' }))).toBeUndefined();
	});

	it('is known beforehand not to be wanted', () => {
		expect(mayTell('user.end', ['agentLeft'])).toBe(true);
		expect(mayTell('user.end', ['conversationEnded'])).toBe(false);
		expect(mayTell('acw', ['conversationEnded', 'agentLeft'])).toBe(false);
	});
});
