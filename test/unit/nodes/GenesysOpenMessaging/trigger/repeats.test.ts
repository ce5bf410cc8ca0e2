import { SeenDeliveries } from '../../../../../nodes/GenesysOpenMessaging/trigger/repeats';

const pending = () => ({ writableEnded: false, statusCode: 200 });
const answered = (statusCode: number) => ({ writableEnded: true, statusCode });

describe('a delivery', () => {
	it('is new the first time', () => {
		expect(new SeenDeliveries().judge('m-1', pending())).toBe('new');
	});

	// Genesys retries after a slow response. In another product, the customer then received the agent's message twice.
	it('is seen if it was accepted before', () => {
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

	it('is pending while the first one is being processed', () => {
		const seen = new SeenDeliveries();
		const first = pending();
		seen.judge('m-1', first);
		expect(seen.judge('m-1', pending())).toBe('pending');
		first.writableEnded = true;
		expect(seen.judge('m-1', pending())).toBe('seen');
	});

	it('is accepted by one waiting repeat if the first one fails', () => {
		const seen = new SeenDeliveries();
		const first = pending();
		seen.judge('m-1', first);
		Object.assign(first, answered(500));
		expect(seen.judge('m-1', pending())).toBe('new');
		expect(seen.judge('m-1', pending())).toBe('pending');
	});

	it('is accepted again after 45 seconds without a response', () => {
		let now = 0;
		const seen = new SeenDeliveries(() => now);
		seen.judge('m-1', pending());
		now = 44_999;
		expect(seen.judge('m-1', pending())).toBe('pending');
		now = 45_000;
		expect(seen.judge('m-1', pending())).toBe('new');
		expect(seen.judge('m-1', pending())).toBe('pending');
	});

	it('is new with another key', () => {
		const seen = new SeenDeliveries();
		seen.judge('message:m-1', answered(200));
		expect(seen.judge('receipt:m-1:Delivered', pending())).toBe('new');
	});
});

describe('remembered deliveries', () => {
	it('stay known after the request is released', () => {
		const seen = new SeenDeliveries();
		const answer = answered(200);
		seen.judge('m-1', answer);
		seen.settle('m-1', answer);
		Object.assign(answer, answered(500));
		expect(seen.judge('m-1', pending())).toBe('seen');
	});

	it('are still watched if the sender disconnects before the response', () => {
		const seen = new SeenDeliveries();
		const answer = pending();
		seen.judge('m-1', answer);
		seen.settle('m-1', answer);
		expect(seen.judge('m-1', pending())).toBe('pending');
		Object.assign(answer, answered(200));
		expect(seen.judge('m-1', pending())).toBe('seen');
	});

	it('are not overwritten by the end of an earlier attempt', () => {
		const seen = new SeenDeliveries();
		const failed = answered(500);
		seen.judge('m-1', failed);
		seen.judge('m-1', pending());
		seen.settle('m-1', failed);
		expect(seen.judge('m-1', pending())).toBe('pending');
	});

	// Another product's cache forgot open handovers. Here, forgetting costs a second execution, never a message.
	it('are the last thousand; older ones are accepted again, never refused', () => {
		const seen = new SeenDeliveries();
		for (let delivery = 0; delivery <= 1000; delivery++) seen.judge(`m-${delivery}`, answered(200));
		expect(seen.judge('m-1', answered(200))).toBe('seen');
		expect(seen.judge('m-1000', answered(200))).toBe('seen');
		expect(seen.judge('m-0', answered(200))).toBe('new');
	});
});
