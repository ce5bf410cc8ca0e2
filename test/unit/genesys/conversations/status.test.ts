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

describe.each(shapes)('the state of a handover read from %s', (_path, bodyOf) => {
	const status = (...parts: Part[]) => statusIn(bodyOf(parts));

	it('is "flow" while Architect has the chat', () => {
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
		['has another role than to talk', { mediaRoles: ['monitor'] }],
	])('does not count a supervisor who %s', (_how, role) => {
		const supervisor: Part = { ...agent, purpose: 'user', name: 'Supervisor', userId: 'user-9', ...role };
		expect(status(customer, waiting, supervisor)).toMatchObject({ status: 'queued', agent: null });
		expect(status(customer, agent, supervisor)).toMatchObject({ status: 'connected', agent: { id: 'user-1' } });
		expect(status(customer, { ...agent, mediaRoles: ['full'] })).toMatchObject({ status: 'connected' });
	});

	it('is "flow" before anybody else is in it', () => {
		expect(status(customer).status).toBe('flow');
	});

	it('is "queued" while the chat waits, with the queue', () => {
		expect(status(customer, gone(flow, 'transfer'), waiting)).toMatchObject({
			status: 'queued',
			agent: null,
			queue: { id: 'queue-1', name: 'Support' },
		});
	});

	it('is "alerting" while an agent is offered it: nobody has it yet', () => {
		expect(status(customer, waiting, { ...agent, state: 'alerting' })).toMatchObject({
			status: 'alerting',
			agent: null,
		});
	});

	it('is "connected" once an agent has it, with who that is', () => {
		expect(status(customer, gone(waiting, 'transfer'), agent)).toEqual({
			conversationId: 'conversation-1',
			status: 'connected',
			agent: { id: 'user-1', name: 'Agent One' },
			queue: { id: 'queue-1', name: 'Support' },
			startedAt: START,
		});
	});

	it.each(['parked', 'held'])('stays "connected" when the agent has it %s', (state) => {
		expect(status(customer, { ...agent, state })).toMatchObject({ status: 'connected', agent: { id: 'user-1' } });
	});

	it('is "connected" with a person it was transferred to directly', () => {
		expect(
			status(customer, gone(agent, 'transfer'), { ...agent, purpose: 'user', userId: 'user-2', name: 'Agent Two' }),
		).toMatchObject({
			status: 'connected',
			agent: { id: 'user-2', name: 'Agent Two' },
		});
	});

	it('names the agent who came last when two are in it', () => {
		expect(status(customer, agent, { ...agent, userId: 'user-2' }).agent?.id).toBe('user-2');
	});

	it('names the agent who has it, not the one who is only being offered it', () => {
		expect(status(customer, agent, { ...agent, userId: 'user-2', state: 'alerting' })).toMatchObject({
			status: 'connected',
			agent: { id: 'user-1' },
		});
	});

	it('is "ended" once the customer is out, with when and why', () => {
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

	it('is "ended" for the reason of the agent’s side when the customer’s only says that the other side ended it', () => {
		expect(status(gone(customer, 'peer'), gone(agent, 'client')).endReason).toBe('client');
		expect(status(gone(customer, 'peer')).endReason).toBe('peer');
	});

	it('is "ended" when Genesys gives the conversation an end', () => {
		const status = statusIn(bodyOf([customer, agent], { endTime: '2026-01-31T11:00:00.000Z' }));
		expect(status).toMatchObject({ status: 'ended', agent: null, endedAt: '2026-01-31T11:00:00.000Z' });
	});

	it('is "ended" when the customer left the queue before anybody came', () => {
		expect(status(gone(customer, 'client'), gone(waiting, 'peer')).status).toBe('ended');
	});

	// Faults that another product had to mend one by one, each a handover that was thought to be over (or never was).
	describe('does not take for an end what is none', () => {
		it('a transfer to another queue (there until release 4.84)', () => {
			const elsewhere = { ...waiting, queueId: 'queue-2', queueName: 'Billing' };
			expect(status(customer, gone(waiting), gone(agent, 'transfer'), elsewhere)).toMatchObject({
				status: 'queued',
				queue: { id: 'queue-2', name: 'Billing' },
			});
		});

		it('an agent who declines (there until release 4.88)', () => {
			const declined = { ...gone(agent, 'transfer.noanswer'), connectedTime: undefined };
			expect(status(customer, waiting, declined).status).toBe('queued');
		});

		it('an agent’s after-call work of an earlier part', () => {
			const writingUp = { ...gone(agent, 'transfer'), startAcwTime: '2026-01-31T10:30:01.000Z' };
			expect(status(customer, writingUp, { ...agent, userId: 'user-2' })).toMatchObject({
				status: 'connected',
				agent: { id: 'user-2' },
			});
		});

		it('the moment between two agents, when nobody is in it', () => {
			expect(status(customer, gone(agent, 'transfer')).status).toBe('flow');
		});
	});

	it('does not go on for ever: after-call work of the last agent does not keep it open (there until release 4.97)', () => {
		expect(status(gone(customer, 'peer'), { ...gone(agent), startAcwTime: '2026-01-31T10:30:01.000Z' }).status).toBe(
			'ended',
		);
	});

	it('starts anew when the customer writes again in the same conversation within the threading window', () => {
		expect(status(gone(customer), gone(flow), gone(agent), customer, flow)).toMatchObject({
			status: 'flow',
			agent: null,
		});
		expect(status(gone(customer), gone(agent), customer, waiting).status).toBe('queued');
	});
});

it('a participant who comes back has several parts, of which the live one counts', () => {
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

it('the start is the earliest connection where the conversation itself names none', () => {
	const later = { ...agent, connectedTime: '2026-01-31T10:05:00.000Z' };
	expect(statusIn(conversationBody([later, customer], { startTime: undefined })).startedAt).toBe(START);
});

describe('who wrote a message to the customer', () => {
	const writer = (message: { messageId?: string; time?: string }, ...parts: Part[]) => {
		const conversation = parseConversation(conversationBody(parts));
		return conversation && writerOf(conversation, message)?.id;
	};
	const listing = (...ids: string[]) => ids.map((messageId) => ({ messageId }));
	const first: Part = { ...agent, name: 'First', userId: 'user-1', messages: listing('m-1') };
	const second: Part = { ...agent, name: 'Second', userId: 'user-2', messages: listing('m-2') };
	const declined: Part = { ...gone(agent, 'transfer.noanswer'), userId: 'user-3', connectedTime: undefined };

	it.each<[string, string, Part[], string | undefined]>([
		['the agent who has the chat', 'm-2', [customer, gone(first, 'transfer'), second], 'user-2'],
		['the agent who has passed it on since', 'm-1', [customer, gone(first, 'transfer'), second], 'user-1'],
		['the agent who has sent it to a queue since', 'm-1', [customer, gone(first, 'transfer'), waiting], 'user-1'],
		['the agent who has ended it since', 'm-1', [gone(customer), gone(first), declined], 'user-1'],
		["the agent, where the customer's part and the queue's list it as well", 'm-2', [{ ...customer, messages: listing('m-1', 'm-2') }, { ...gone(waiting), messages: listing('m-2') }, gone(first, 'transfer'), second], 'user-2'],
		['nobody when the flow wrote it', 'm-1', [customer, { ...flow, messages: listing('m-1') }, second], undefined],
		['nobody where no agent was there', 'm-1', [customer, waiting], undefined],
		['the only agent, not one who declined, where nobody lists it', 'm-9', [customer, declined, second], 'user-2'],
	])('is %s', (_who, messageId, parts, id) => {
		expect(writer({ messageId }, ...parts)).toBe(id);
	});

	describe('where nobody lists it, is who was in the chat at its time', () => {
		const until11 = { ...gone(first, 'transfer'), connectedTime: '2026-01-31T10:00:00Z', endTime: '2026-01-31T11:00:00Z' };
		const from12 = { ...second, connectedTime: '2026-01-31T12:00:00Z' };
		it.each<[string, string | undefined, string | undefined]>([
			['the first agent', '2026-01-31T10:30:00.000Z', 'user-1'],
			['the second agent', '2026-01-31T12:30:00.000Z', 'user-2'],
			['nobody: it was between the two', '2026-01-31T11:30:00.000Z', undefined],
			['nobody: it has no time', undefined, undefined],
		])('%s', (_who, time, id) => {
			expect(writer({ messageId: 'm-9', time }, customer, until11, from12)).toBe(id);
			expect(writer({ time }, customer, until11, from12)).toBe(id);
		});

		it('nobody when two were there', () => {
			expect(writer({ messageId: 'm-9', time: '2026-01-31T12:30:00.000Z' }, customer, { ...first, connectedTime: '2026-01-31T12:00:00Z' }, from12)).toBeUndefined();
		});
	});
});
