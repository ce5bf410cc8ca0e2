import { OpenHandovers } from '../../../../genesys/conversations/openHandovers';

const MINUTE_MS = 60_000;
const of = (conversationId: string) => ({ conversationId, integrationId: 'integration' });

function known(handovers: OpenHandovers, customer: string) {
	const handover = handovers.of(customer);
	if (!handover) throw new Error(`${customer} has no handover`);
	return handover;
}

function setUp() {
	const clock = { now: 0 };
	return { clock, handovers: new OpenHandovers(() => clock.now) };
}

describe('the open handovers of a process', () => {
	it('are known for ten minutes after the last message', () => {
		const { clock, handovers } = setUp();
		handovers.note('Ada', of('one'));
		clock.now = 10 * MINUTE_MS - 1;
		expect(handovers.of('Ada')).toMatchObject(of('one'));
		handovers.note('Ada', of('two'));
		clock.now += 10 * MINUTE_MS - 1;
		expect(handovers.of('Ada')).toMatchObject(of('two'));
		clock.now += 1;
		expect(handovers.of('Ada')).toBeUndefined();
	});

	it('count as open for half a second after a lookup, but not after a message alone', () => {
		const { clock, handovers } = setUp();
		const isFresh = () => handovers.isFresh(known(handovers, 'Ada'));
		handovers.note('Ada', of('one'));
		expect(isFresh()).toBe(false);
		handovers.note('Ada', of('one'), clock.now);
		clock.now = 499;
		expect(isFresh()).toBe(true);
		clock.now = 500;
		expect(isFresh()).toBe(false);
	});

	it('are looked up again once their end was reported', () => {
		const { clock, handovers } = setUp();
		handovers.note('Ada', of('one'), clock.now);
		handovers.note('Bob', of('two'), clock.now);
		handovers.doubt('one');
		expect(['Ada', 'Bob'].map((customer) => handovers.isFresh(known(handovers, customer)))).toEqual([false, true]);
	});

	it('are limited to ten thousand customers, and forget the one with the oldest message', () => {
		const { handovers } = setUp();
		for (let n = 0; n <= 10_000; n++) handovers.note(`customer-${n}`, of('one'));
		expect(handovers.of('customer-0')).toBeUndefined();
		expect(handovers.of('customer-1')).toBeDefined();
	});
});
