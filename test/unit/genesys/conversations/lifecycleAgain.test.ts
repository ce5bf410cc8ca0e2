import type { Participant } from '../../../../genesys/conversations/conversation';
import { after, agent, at, customer, gone, waiting } from './observed';

describe('a conversation that is taken up again', () => {
	const over = [gone(customer, 9, 'peer'), gone(agent, 9)];
	const back: Participant = { ...customer, id: 'customer-2', startedAt: at(20) };

	it('goes on with the bot, and its second end is reported as well', () => {
		expect(after(over, [back]).state).toBe('flow');
		const { told } = after(over, [back], [gone(back, 30)]);
		expect(told.filter(({ event }) => event === 'conversationEnded').map((event) => event.deduplicationKey)).toEqual([
			'conversationEnded:c1:customer',
			'conversationEnded:c1:customer-2',
		]);
	});

	it('ends again though nobody saw it begin again', () => {
		const { events } = after(over, [gone({ ...back, startedAt: undefined }, 30)]);
		expect(events.filter((event) => event === 'conversationEnded')).toHaveLength(2);
		const unseen = gone({ ...back, startedAt: undefined }, 30);
		expect(after([customer, waiting], [gone(customer, 9), gone(waiting, 9, 'peer'), unseen]).state).toBe('ended');
	});

	it('is not with the agent of the earlier handover, whose end came late', () => {
		const again: Participant = { ...waiting, id: 'wait-2', startedAt: at(21) };
		const before = [gone(customer, 9), gone(agent, 10)];
		expect(after([gone(customer, 9), agent], [...before, back, again], [...before, back, gone(again, 22, 'system')]).state).toBe('flow');
	});

	it('goes on although Genesys still names its earlier end', () => {
		const { state, events } = after([[gone(customer, 9)], { endedAt: at(9) }], [[gone(customer, 9), back], { endedAt: at(9) }]);
		expect(state).toBe('flow');
		expect(events).toEqual(['conversationEnded']);
	});

	it('is not over while another part of the customer goes on', () => {
		const short = gone({ ...customer, id: 'customer-2', startedAt: at(4) }, 6);
		expect(after([customer, waiting, short])).toMatchObject({ state: 'queued', events: ['queued'] });
		expect(after([customer, waiting, short], [gone(customer, 9), gone(waiting, 9, 'peer'), short]).told.at(-1)).toMatchObject({
			deduplicationKey: 'conversationEnded:c1:customer',
		});
	});

	it('counts the same participant, connected anew, as another one', () => {
		const sameAgain: Participant = { ...customer, startedAt: undefined, connectedAt: at(20) };
		const { state, told } = after(over, [sameAgain], [gone(sameAgain, 30)]);
		expect(state).toBe('ended');
		expect(told.filter(({ event }) => event === 'conversationEnded').map((event) => event.deduplicationKey)).toEqual([
			'conversationEnded:c1:customer',
			'conversationEnded:c1:customer.2',
		]);
	});
});

describe('a participant who is connected again', () => {
	// As notifications have it: the beginning is still the participant's first.
	const again: Participant = { ...customer, startedAt: at(0), connectedAt: at(20) };

	it('has begun another turn: the second end is reported as well', () => {
		const first = gone({ ...customer, connectedAt: at(0) }, 9);
		const { state, told } = after([first], [again], [gone(again, 30)]);
		expect(state).toBe('ended');
		expect(told.filter(({ event }) => event === 'conversationEnded').map(({ deduplicationKey }) => deduplicationKey)).toEqual([
			'conversationEnded:c1:customer',
			'conversationEnded:c1:customer.2',
		]);
	});

	it('an end without a beginning is that of the turn that is open', () => {
		const first = gone({ ...customer, connectedAt: at(0) }, 9);
		const { told } = after([first], [again], [gone({ ...customer, startedAt: undefined }, 30)]);
		expect(told.at(-1)).toMatchObject({ event: 'conversationEnded', deduplicationKey: 'conversationEnded:c1:customer.2' });
		expect(after([first], [gone({ ...customer, startedAt: undefined }, 30)]).events).toEqual(['conversationEnded']);
	});
});
