import type { Participant } from '../../../../genesys/conversations/conversation';
import { after, agent, at, customer, gone, waiting } from './observed';

describe('a reopened conversation', () => {
	const over = [gone(customer, 9, 'peer'), gone(agent, 9)];
	const back: Participant = { ...customer, id: 'customer-2', startedAt: at(20) };

	it('continues with the bot, and emits its second end', () => {
		expect(after(over, [back]).state).toBe('flow');
		const { told } = after(over, [back], [gone(back, 30)]);
		expect(told.filter(({ event }) => event === 'conversationEnded').map((event) => event.deduplicationKey)).toEqual([
			'conversationEnded:c1:customer',
			'conversationEnded:c1:customer-2',
		]);
	});

	it('emits its second end even if the second start was missed', () => {
		const { events } = after(over, [gone({ ...back, startedAt: undefined }, 30)]);
		expect(events.filter((event) => event === 'conversationEnded')).toHaveLength(2);
		const unseen = gone({ ...back, startedAt: undefined }, 30);
		expect(after([customer, waiting], [gone(customer, 9), gone(waiting, 9, 'peer'), unseen]).state).toBe('ended');
	});

	it('does not belong to the agent of the earlier handover whose end arrived late', () => {
		const again: Participant = { ...waiting, id: 'wait-2', startedAt: at(21) };
		const before = [gone(customer, 9), gone(agent, 10)];
		expect(after([gone(customer, 9), agent], [...before, back, again], [...before, back, gone(again, 22, 'system')]).state).toBe('flow');
	});

	it('stays open although Genesys still lists its earlier end', () => {
		const { state, events } = after([[gone(customer, 9)], { endedAt: at(9) }], [[gone(customer, 9), back], { endedAt: at(9) }]);
		expect(state).toBe('flow');
		expect(events).toEqual(['conversationEnded']);
	});

	it('stays open while another part of the customer is open', () => {
		const short = gone({ ...customer, id: 'customer-2', startedAt: at(4) }, 6);
		expect(after([customer, waiting, short])).toMatchObject({ state: 'queued', events: ['queued'] });
		expect(after([customer, waiting, short], [gone(customer, 9), gone(waiting, 9, 'peer'), short]).told.at(-1)).toMatchObject({
			deduplicationKey: 'conversationEnded:c1:customer',
		});
	});

	it('counts the same participant, connected again, as another one', () => {
		const sameAgain: Participant = { ...customer, startedAt: undefined, connectedAt: at(20) };
		const { state, told } = after(over, [sameAgain], [gone(sameAgain, 30)]);
		expect(state).toBe('ended');
		expect(told.filter(({ event }) => event === 'conversationEnded').map((event) => event.deduplicationKey)).toEqual([
			'conversationEnded:c1:customer',
			'conversationEnded:c1:customer.2',
		]);
	});
});

describe('a participant who connects again', () => {
	// As in notifications: the start is still the participant's first one.
	const again: Participant = { ...customer, startedAt: at(0), connectedAt: at(20) };

	it('starts another turn, whose end is also emitted', () => {
		const first = gone({ ...customer, connectedAt: at(0) }, 9);
		const { state, told } = after([first], [again], [gone(again, 30)]);
		expect(state).toBe('ended');
		expect(told.filter(({ event }) => event === 'conversationEnded').map(({ deduplicationKey }) => deduplicationKey)).toEqual([
			'conversationEnded:c1:customer',
			'conversationEnded:c1:customer.2',
		]);
	});

	it('attributes an end without a start to the open turn', () => {
		const first = gone({ ...customer, connectedAt: at(0) }, 9);
		const { told } = after([first], [again], [gone({ ...customer, startedAt: undefined }, 30)]);
		expect(told.at(-1)).toMatchObject({ event: 'conversationEnded', deduplicationKey: 'conversationEnded:c1:customer.2' });
		expect(after([first], [gone({ ...customer, startedAt: undefined }, 30)]).events).toEqual(['conversationEnded']);
	});
});
