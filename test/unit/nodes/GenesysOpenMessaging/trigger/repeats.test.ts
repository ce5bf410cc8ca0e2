import { SeenDeliveries } from '../../../../../nodes/GenesysOpenMessaging/trigger/repeats';

const pending = () => ({ writableEnded: false, statusCode: 200 });
const answered = (statusCode: number) => ({ writableEnded: true, statusCode });

describe('a delivery', () => {
	it('that was not here before is new', () => {
		expect(new SeenDeliveries().judge('m-1', pending())).toBe('new');
	});

	// Genesys repeats after a slow answer; elsewhere the agent's message then reached the customer twice.
	it('that was taken is seen when it is repeated', () => {
		const seen = new SeenDeliveries();
		seen.judge('m-1', answered(200));
		expect(seen.judge('m-1', pending())).toBe('seen');
		expect(seen.judge('m-1', pending())).toBe('seen');
	});

	it.each([400, 404, 429, 500, 503])(
		'that was answered with %i is taken when it is repeated: else the message would be lost',
		(status) => {
			const seen = new SeenDeliveries();
			seen.judge('m-1', answered(status));
			expect(seen.judge('m-1', answered(200))).toBe('new');
			expect(seen.judge('m-1', pending())).toBe('seen');
		},
	);

	it('that is just being taken is pending, until it is known how that went', () => {
		const seen = new SeenDeliveries();
		const first = pending();
		seen.judge('m-1', first);
		expect(seen.judge('m-1', pending())).toBe('pending');
		first.writableEnded = true;
		expect(seen.judge('m-1', pending())).toBe('seen');
	});

	it('that failed while a repeat was waiting is taken by the repeat, and by one only', () => {
		const seen = new SeenDeliveries();
		const first = pending();
		seen.judge('m-1', first);
		Object.assign(first, answered(500));
		expect(seen.judge('m-1', pending())).toBe('new');
		expect(seen.judge('m-1', pending())).toBe('pending');
	});

	it('that has had no answer for three quarters of a minute is taken by the repeat: else it would be lost', () => {
		let now = 0;
		const seen = new SeenDeliveries(() => now);
		seen.judge('m-1', pending());
		now = 44_999;
		expect(seen.judge('m-1', pending())).toBe('pending');
		now = 45_000;
		expect(seen.judge('m-1', pending())).toBe('new');
		expect(seen.judge('m-1', pending())).toBe('pending');
	});

	it('of another key is new', () => {
		const seen = new SeenDeliveries();
		seen.judge('message:m-1', answered(200));
		expect(seen.judge('receipt:m-1:Delivered', pending())).toBe('new');
	});
});

describe('what is remembered', () => {
	it('stays known when the request is let go of', () => {
		const seen = new SeenDeliveries();
		const answer = answered(200);
		seen.judge('m-1', answer);
		seen.settle('m-1', answer);
		Object.assign(answer, answered(500));
		expect(seen.judge('m-1', pending())).toBe('seen');
	});

	it('goes on being watched when the sender hung up before the answer', () => {
		const seen = new SeenDeliveries();
		const answer = pending();
		seen.judge('m-1', answer);
		seen.settle('m-1', answer);
		expect(seen.judge('m-1', pending())).toBe('pending');
		Object.assign(answer, answered(200));
		expect(seen.judge('m-1', pending())).toBe('seen');
	});

	it('is not overwritten by the end of an attempt before it', () => {
		const seen = new SeenDeliveries();
		const failed = answered(500);
		seen.judge('m-1', failed);
		seen.judge('m-1', pending());
		seen.settle('m-1', failed);
		expect(seen.judge('m-1', pending())).toBe('pending');
	});

	// A cache of another product forgot running handovers. Here forgetting costs a second execution, never a message.
	it('is the last thousand: an older one that is repeated is taken again, never refused', () => {
		const seen = new SeenDeliveries();
		for (let delivery = 0; delivery <= 1000; delivery++) seen.judge(`m-${delivery}`, answered(200));
		expect(seen.judge('m-1', answered(200))).toBe('seen');
		expect(seen.judge('m-1000', answered(200))).toBe('seen');
		expect(seen.judge('m-0', answered(200))).toBe('new');
	});
});
