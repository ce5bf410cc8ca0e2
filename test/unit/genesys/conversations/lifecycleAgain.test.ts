import type { Part } from '../../../../genesys/conversations/observation';
import { after, agent, at, customer, gone, waiting } from './observed';

describe('a conversation that is taken up again', () => {
	const over = [gone(customer, 9, 'peer'), gone(agent, 9)];
	const back: Part = { ...customer, participantId: 'customer-2', begunAt: at(20) };

	it('goes on with the bot, and its second end is told as well', () => {
		expect(after(over, [back]).state).toBe('bot');
		const { told } = after(over, [back], [gone(back, 30)]);
		expect(told.filter(({ event }) => event === 'conversationEnded').map((event) => event.deduplicationKey)).toEqual([
			'conversationEnded:c1:customer',
			'conversationEnded:c1:customer-2',
		]);
	});

	it('ends again though nobody saw it begin again', () => {
		const { events } = after(over, [{ participantId: 'customer-2', role: 'customer', endedAt: at(30) }]);
		expect(events.filter((event) => event === 'conversationEnded')).toHaveLength(2);
		expect(after([customer, waiting], [{ participantId: 'customer-2', role: 'customer', endedAt: at(30) }]).state).toBe('ended');
	});

	it('is not with the agent of before, whose leaving went unseen', () => {
		const again: Part = { ...waiting, participantId: 'wait-2', begunAt: at(21) };
		expect(after([gone(customer, 9), agent], [back, again], [gone(again, 22, 'system')]).state).toBe('bot');
	});

	it('counts the same participant, connected anew, as another one', () => {
		const sameAgain: Part = { ...customer, begunAt: undefined, connectedAt: at(20) };
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
	const again: Part = { ...customer, begunAt: at(0), connectedAt: at(20) };

	it('has begun another turn: the second end is told as well', () => {
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
		const { told } = after([first], [again], [{ participantId: 'customer', role: 'customer', endedAt: at(30) }]);
		expect(told.at(-1)).toMatchObject({ event: 'conversationEnded', deduplicationKey: 'conversationEnded:c1:customer.2' });
		expect(after([first], [{ participantId: 'customer', role: 'customer', endedAt: at(30) }]).events).toEqual(['conversationEnded']);
	});
});
