import { parseConversation } from '../../../../genesys/conversations/conversation';
import { statusOf, writerOf, type HandoverStatus } from '../../../../genesys/conversations/status';
import {
	agent,
	conversationBody,
	customer,
	flow,
	gone,
	messageConversationBody,
	START,
	waiting,
	type Part,
} from './samples';

function statusIn(body: object): HandoverStatus {
	const conversation = parseConversation(body);
	if (!conversation) throw new Error('the sample is no conversation');
	return statusOf(conversation);
}

const shapes = [
	['GET /conversations/{id}', conversationBody],
	['GET /conversations/messages/{id}', messageConversationBody],
] as const;

describe.each(shapes)('the status of a handover read from %s', (_path, bodyOf) => {
	const status = (...parts: Part[]) => statusIn(bodyOf(parts));

	it('is "flow" while Architect owns the conversation', () => {
		expect(status(customer, flow)).toEqual({
			conversationId: 'conversation-1',
			status: 'flow',
			agent: null,
			queue: null,
			startedAt: START,
		});
	});

	it.each([
		['monitors an agent', { monitoredParticipantId: 'participant-2' }],
		['does not have the role to talk', { mediaRoles: ['monitor'] }],
	])('ignores a supervisor who %s', (_how, role) => {
		const supervisor: Part = { ...agent, purpose: 'user', name: 'Supervisor', userId: 'user-9', ...role };
		expect(status(customer, waiting, supervisor)).toMatchObject({ status: 'queued', agent: null });
		expect(status(customer, agent, supervisor)).toMatchObject({ status: 'connected', agent: { id: 'user-1' } });
		expect(status(customer, { ...agent, mediaRoles: ['full'] })).toMatchObject({ status: 'connected' });
	});

	it('is "flow" before any other participant joins', () => {
		expect(status(customer).status).toBe('flow');
	});

	it('is "queued" while the conversation waits, with the queue', () => {
		expect(status(customer, gone(flow, 'transfer'), waiting)).toMatchObject({
			status: 'queued',
			agent: null,
			queue: { id: 'queue-1', name: 'Support' },
		});
	});

	it('is "alerting" while an agent is alerted, without an agent', () => {
		expect(status(customer, waiting, { ...agent, state: 'alerting' })).toMatchObject({
			status: 'alerting',
			agent: null,
		});
	});

	it('is "connected" once an agent accepts, with that agent', () => {
		expect(status(customer, gone(waiting, 'transfer'), agent)).toEqual({
			conversationId: 'conversation-1',
			status: 'connected',
			agent: { id: 'user-1', name: 'Agent One' },
			queue: { id: 'queue-1', name: 'Support' },
			startedAt: START,
		});
	});

	it.each(['parked', 'held'])('stays "connected" in the agent’s state %s', (state) => {
		expect(status(customer, { ...agent, state })).toMatchObject({ status: 'connected', agent: { id: 'user-1' } });
	});

	it('is "connected" with a user to whom it was transferred directly', () => {
		expect(
			status(customer, gone(agent, 'transfer'), { ...agent, purpose: 'user', userId: 'user-2', name: 'Agent Two' }),
		).toMatchObject({
			status: 'connected',
			agent: { id: 'user-2', name: 'Agent Two' },
		});
	});

	it('returns the agent who joined last if there are two', () => {
		expect(status(customer, agent, { ...agent, userId: 'user-2' }).agent?.id).toBe('user-2');
	});

	it('returns the connected agent, not the alerted one', () => {
		expect(status(customer, agent, { ...agent, userId: 'user-2', state: 'alerting' })).toMatchObject({
			status: 'connected',
			agent: { id: 'user-1' },
		});
	});

	it('is "ended" once the customer has left, with time and reason', () => {
		expect(status(gone(customer, 'client'), gone(agent, 'peer'))).toEqual({
			conversationId: 'conversation-1',
			status: 'ended',
			agent: null,
			queue: { id: 'queue-1', name: 'Support' },
			startedAt: START,
			endedAt: '2026-01-31T10:30:00.000Z',
			endReason: 'client',
		});
	});

	it('is "ended" with the agent’s reason if the customer’s is only "peer"', () => {
		expect(status(gone(customer, 'peer'), gone(agent, 'client')).endReason).toBe('client');
		expect(status(gone(customer, 'peer')).endReason).toBe('peer');
	});

	it('is "ended" once the conversation has an end', () => {
		const status = statusIn(bodyOf([customer, agent], { endTime: '2026-01-31T11:00:00.000Z' }));
		expect(status).toMatchObject({ status: 'ended', agent: null, endedAt: '2026-01-31T11:00:00.000Z' });
	});

	it('is "ended" if the customer left the queue before an agent joined', () => {
		expect(status(gone(customer, 'client'), gone(waiting, 'peer')).status).toBe('ended');
	});

	// Faults that another product had to fix one by one. Each ended a handover by mistake, or never did.
	describe('not an end', () => {
		it('a transfer to another queue (was an end until release 4.84)', () => {
			const elsewhere = { ...waiting, queueId: 'queue-2', queueName: 'Billing' };
			expect(status(customer, gone(waiting), gone(agent, 'transfer'), elsewhere)).toMatchObject({
				status: 'queued',
				queue: { id: 'queue-2', name: 'Billing' },
			});
		});

		it('an agent who declines (was an end until release 4.88)', () => {
			const declined = { ...gone(agent, 'transfer.noanswer'), connectedTime: undefined };
			expect(status(customer, waiting, declined).status).toBe('queued');
		});

		it('after-call work of an earlier part', () => {
			const writingUp = { ...gone(agent, 'transfer'), startAcwTime: '2026-01-31T10:30:01.000Z' };
			expect(status(customer, writingUp, { ...agent, userId: 'user-2' })).toMatchObject({
				status: 'connected',
				agent: { id: 'user-2' },
			});
		});

		it('the moment between two agents', () => {
			expect(status(customer, gone(agent, 'transfer')).status).toBe('flow');
		});
	});

	it('ends although the last agent is in after-call work (stayed open until release 4.97)', () => {
		expect(status(gone(customer, 'peer'), { ...gone(agent), startAcwTime: '2026-01-31T10:30:01.000Z' }).status).toBe(
			'ended',
		);
	});

	it('starts over if the customer writes again within the threading window', () => {
		expect(status(gone(customer), gone(flow), gone(agent), customer, flow)).toMatchObject({
			status: 'flow',
			agent: null,
		});
		expect(status(gone(customer), gone(agent), customer, waiting).status).toBe('queued');
	});
});

it('uses the live part of a participant who returned', () => {
	const [first, second] = (
		conversationBody([gone(agent, 'transfer'), agent]) as { participants: Array<{ messages: object[] }> }
	).participants;
	const [customerPart] = (conversationBody([customer]) as { participants: object[] }).participants;
	const returned = { ...second, messages: [...first.messages, ...second.messages] };
	expect(statusIn({ id: 'c', participants: [customerPart, returned] })).toMatchObject({
		status: 'connected',
		agent: { id: 'user-1' },
	});
});

it('starts at the earliest connection if the conversation has no start', () => {
	const later = { ...agent, connectedTime: '2026-01-31T10:05:00.000Z' };
	expect(statusIn(conversationBody([later, customer], { startTime: undefined })).startedAt).toBe(START);
});

describe('the author of a message to the customer', () => {
	const writer = (message: { messageId?: string; time?: string }, ...parts: Part[]) => {
		const conversation = parseConversation(conversationBody(parts));
		return conversation && writerOf(conversation, message)?.id;
	};
	const listing = (...ids: string[]) => ids.map((messageId) => ({ messageId }));
	const first: Part = { ...agent, name: 'First', userId: 'user-1', messages: listing('m-1') };
	const second: Part = { ...agent, name: 'Second', userId: 'user-2', messages: listing('m-2') };
	const declined: Part = { ...gone(agent, 'transfer.noanswer'), userId: 'user-3', connectedTime: undefined };

	it.each<[string, string, Part[], string | undefined]>([
		['the connected agent', 'm-2', [customer, gone(first, 'transfer'), second], 'user-2'],
		['the agent who has since transferred it', 'm-1', [customer, gone(first, 'transfer'), second], 'user-1'],
		['the agent who has since transferred it to a queue', 'm-1', [customer, gone(first, 'transfer'), waiting], 'user-1'],
		['the agent who has since ended it', 'm-1', [gone(customer), gone(first), declined], 'user-1'],
		["the agent, if the customer's and the queue's parts also list it", 'm-2', [{ ...customer, messages: listing('m-1', 'm-2') }, { ...gone(waiting), messages: listing('m-2') }, gone(first, 'transfer'), second], 'user-2'],
		['unknown if the flow wrote it', 'm-1', [customer, { ...flow, messages: listing('m-1') }, second], undefined],
		['unknown without an agent', 'm-1', [customer, waiting], undefined],
		['the only agent, not one who declined, if no part lists it', 'm-9', [customer, declined, second], 'user-2'],
	])('is %s', (_who, messageId, parts, id) => {
		expect(writer({ messageId }, ...parts)).toBe(id);
	});

	describe('is the agent connected at that time, if no part lists the message', () => {
		const until11 = { ...gone(first, 'transfer'), connectedTime: '2026-01-31T10:00:00Z', endTime: '2026-01-31T11:00:00Z' };
		const from12 = { ...second, connectedTime: '2026-01-31T12:00:00Z' };
		it.each<[string, string | undefined, string | undefined]>([
			['the first agent', '2026-01-31T10:30:00.000Z', 'user-1'],
			['the second agent', '2026-01-31T12:30:00.000Z', 'user-2'],
			['unknown between the two', '2026-01-31T11:30:00.000Z', undefined],
			['unknown without a time', undefined, undefined],
		])('%s', (_who, time, id) => {
			expect(writer({ messageId: 'm-9', time }, customer, until11, from12)).toBe(id);
			expect(writer({ time }, customer, until11, from12)).toBe(id);
		});

		it('is unknown if two were connected', () => {
			expect(writer({ messageId: 'm-9', time: '2026-01-31T12:30:00.000Z' }, customer, { ...first, connectedTime: '2026-01-31T12:00:00Z' }, from12)).toBeUndefined();
		});
	});
});
