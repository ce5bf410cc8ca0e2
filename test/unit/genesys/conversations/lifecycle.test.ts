import type { Participant } from '../../../../genesys/conversations/conversation';
import { observe, type Lifecycle } from '../../../../genesys/conversations/lifecycle';
import { after, agent, at, customer, gone, ringing, SEEN, waiting } from './observed';

describe('a handover from start to end', () => {
	const inQueue = [customer, waiting];
	const answered = [customer, gone(waiting, 3, 'transfer'), agent];
	const over = [gone(customer, 9, 'peer'), gone(waiting, 3, 'transfer'), gone(agent, 9)];

	it.each([
		['in the flow', 'flow', [[customer]]],
		['waiting in a queue', 'queued', [inQueue]],
		['alerting an agent', 'alerting', [inQueue, [...inQueue, ringing]]],
		['accepted by an agent', 'connected', [inQueue, answered]],
		['ended by the customer', 'ended', [inQueue, answered, over]],
	])('%s: %s', (_when, state, seen) => {
		expect(after(...seen).state).toBe(state);
	});

	it('emits queued, joined, left, and ended once each, with their own times', () => {
		const ids = { customerId: 'customer-42', integrationId: 'integration-1' };
		const { told } = after([inQueue, ids], answered, answered, over, over);
		const common = { conversationId: 'c1', ...ids, queue: { id: 'queue-1', name: 'Support' } };
		const who = { ...common, agent: { id: 'user-1', name: 'Agent One' } };
		expect(told).toEqual([
			{ ...common, event: 'queued', time: '2026-01-31T10:00:01.000Z', deduplicationKey: 'queued:c1:wait' },
			{ ...who, event: 'agentJoined', time: '2026-01-31T10:00:03.000Z', deduplicationKey: 'agentJoined:c1:agent' },
			{
				...who,
				event: 'agentLeft',
				endReason: 'client',
				time: '2026-01-31T10:00:09.000Z',
				deduplicationKey: 'agentLeft:c1:agent',
			},
			{
				conversationId: 'c1',
				...ids,
				event: 'conversationEnded',
				endReason: 'client',
				time: '2026-01-31T10:00:09.000Z',
				deduplicationKey: 'conversationEnded:c1:customer',
			},
		]);
	});

	it('emits the same events if only the end was seen', () => {
		expect(after(over).told).toEqual(after(inQueue, answered, over).told);
	});

	it('treats the end of the conversation as the customer’s end, and emits it once', () => {
		const { told } = after([[customer], { endedAt: at(5) }], [gone(customer, 6)]);
		expect(told.map(({ deduplicationKey }) => deduplicationKey)).toEqual(['conversationEnded:c1:customer']);
	});

	it('emits the end once even if the customer’s start is unknown', () => {
		expect(after([[gone({ ...customer, startedAt: undefined }, 6)], { endedAt: at(5) }]).events).toEqual(['conversationEnded']);
	});

	it('emits the end of a conversation about which nothing else is known', () => {
		expect(after([gone({ ...customer, startedAt: undefined }, 5)]).events).toEqual(['conversationEnded']);
	});
});

describe('a handover continues after', () => {
	const had = [customer, gone(waiting, 3, 'transfer'), agent];

	it('an agent transfers it to another queue', () => {
		const again: Participant = { ...waiting, id: 'wait-2', startedAt: at(8), queueId: 'queue-2' };
		const { state, events, told } = after(had, [gone(agent, 8, 'transfer'), again]);
		expect(state).toBe('queued');
		expect(events).toEqual(['queued', 'agentJoined', 'queued', 'transferred']);
		expect(told.at(-1)).toMatchObject({ agent: { id: 'user-1' }, endReason: 'transfer' });
	});

	it('the agent has transferred it and the queue has not received it yet', () => {
		const { state, events } = after(had, [gone(agent, 8, 'transfer')]);
		expect(state).toBe('flow');
		expect(events).not.toContain('conversationEnded');
	});

	it.each(['client', 'transfer.noanswer', 'timeout', undefined])('an agent declines (%s)', (disconnectType) => {
		const declined = { ...gone(ringing, 4), disconnectType };
		const { state, events } = after([customer, waiting, declined]);
		expect(state).toBe('queued');
		expect(events).toEqual(['queued', 'agentDeclined']);
	});

	it('a supervisor takes over', () => {
		const supervisor: Participant = { ...agent, id: 'agent-2', userId: 'user-2', startedAt: at(7), connectedAt: at(8) };
		const { state, told } = after(had, [gone(agent, 8, 'takeover'), supervisor]);
		expect(state).toBe('connected');
		expect(told.find(({ event }) => event === 'transferred')).toMatchObject({ agent: { id: 'user-1' }, endReason: 'takeover' });
	});

	it('a second agent joins and leaves', () => {
		const second: Participant = { ...agent, id: 'agent-2', userId: 'user-2', startedAt: at(5), connectedAt: at(6) };
		const { state, events } = after(had, [second], [gone(second, 7)]);
		expect(state).toBe('connected');
		expect(events).toEqual(['queued', 'agentJoined', 'agentJoined', 'agentLeft']);
	});

	it('another agent does not accept a consultation', () => {
		const colleague: Participant = { ...ringing, id: 'agent-2', userId: 'user-2', startedAt: at(5) };
		expect(after(had, [gone(colleague, 7, 'transfer.noanswer')]).state).toBe('connected');
	});

	it('another part of the customer replaces one', () => {
		const replacing: Participant = { ...customer, id: 'customer-2', startedAt: at(4) };
		const { state, events } = after(had, [gone(customer, 5), replacing]);
		expect(state).toBe('connected');
		expect(events).not.toContain('conversationEnded');
	});
});

describe('a customer who leaves during an alert', () => {
	it.each([
		['ends the handover, and no agent has declined', [gone(customer, 4), gone(waiting, 4, 'peer'), gone(ringing, 4, 'peer')]],
		['ends it too if the agent’s part ends with "system"', [gone(customer, 4), gone(waiting, 4), gone(ringing, 5, 'system')]],
	])('%s', (_how, parts) => {
		expect(after([customer, waiting, ringing], parts).events).toEqual(['queued', 'conversationEnded']);
	});

	it('does not hide a decline while another customer part is connected', () => {
		const second = gone({ ...customer, id: 'customer-2', startedAt: at(1) }, 3);
		expect(after([customer, second, waiting, gone(ringing, 4)]).events).toEqual(['queued', 'agentDeclined']);
	});

	it('does not affect an earlier decline', () => {
		const declined = gone(ringing, 3);
		expect(after([gone(customer, 9), gone(waiting, 9, 'peer'), declined]).events).toContain('agentDeclined');
	});
});

describe('late snapshots', () => {
	const over = [gone(customer, 9, 'peer'), gone(waiting, 3, 'transfer'), gone(agent, 9)];

	it('do not reopen an ended conversation', () => {
		const { state, events } = after(over, [customer, waiting], [customer, waiting, ringing], [customer, agent]);
		expect(state).toBe('ended');
		expect(events).toHaveLength(4);
	});

	it('are reported with the time of the event', () => {
		const { told } = after([gone({ ...ringing, startedAt: undefined }, 9)], over);
		expect(told.find(({ event }) => event === 'agentJoined')?.time).toBe('2026-01-31T10:00:03.000Z');
	});

	it('report the event’s own time even if noticed before', () => {
		const { told } = after([{ ...customer, startedAt: at(8) }], [customer], [gone(customer, 9)]);
		expect(told[0].time).toBe('2026-01-31T10:00:09.000Z');
	});

	it('keep events in order: a wait that was noticed late has ended', () => {
		expect(after([customer, gone(waiting, 3)], [{ ...waiting, startedAt: at(9) }]).state).toBe('flow');
	});
});

describe('a conversation with two hundred agents in sequence', () => {
	it('remembers the latest agents and still emits each event once', () => {
		const parts: Participant[] = [customer];
		let lifecycle: Lifecycle | undefined;
		const keys: string[] = [];
		const see = (seen: Participant[]) => {
			const result = observe(lifecycle, { id: 'c1', participants: seen }, SEEN);
			lifecycle = result.lifecycle;
			keys.push(...result.events.map(({ deduplicationKey }) => deduplicationKey));
		};
		for (let number = 0; number < 200; number++) {
			const one: Participant = { ...agent, id: `agent-${number}`, startedAt: at(10 * number), connectedAt: at(10 * number + 1) };
			see([...parts, one]);
			parts.push(gone(one, 10 * number + 5));
			see(parts);
		}
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys).toHaveLength(400);
		expect(lifecycle?.known.participants).toHaveLength(50);
		expect(lifecycle?.emitted.length).toBeLessThanOrEqual(100);
		see([gone(customer, 20_000), ...parts.slice(1)]);
		expect(lifecycle?.state).toBe('ended');
		expect(keys.at(-1)).toBe('conversationEnded:c1:customer');
	});
});
