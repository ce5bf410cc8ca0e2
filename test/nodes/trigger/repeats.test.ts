import { correctWallClock, passTime } from '../../support/movableClock';
import { until } from '../../support/until';
import { withoutWaiting } from '../../support/withoutWaiting';
import { deferred } from '../support/deferred';
import { agentMessage, receipt } from '../support/deliveries';
import { triggerServer } from '../support/runTrigger';

const start = triggerServer();

describe('Genesys delivers some messages twice', () => {
	it('drops the repeat of an accepted message', async () => {
		const trigger = start();
		const delivery = agentMessage();
		const answers = [await trigger.deliver(delivery), await trigger.deliver(delivery), await trigger.deliver(delivery)];
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(trigger.started).toHaveLength(1);
	});

	it('accepts the repeat of a message whose execution failed', async () => {
		const statuses = [500, 200];
		const trigger = start({ execute: () => statuses.shift() ?? 200 });
		const delivery = agentMessage();
		expect((await trigger.deliver(delivery)).status).toBe(500);
		expect((await trigger.deliver(delivery)).status).toBe(200);
		expect(trigger.started).toHaveLength(2);
		expect((await trigger.deliver(delivery)).body).toEqual({ message: 'Already accepted' });
		expect(trigger.started).toHaveLength(2);
	});

	it('starts one execution for two simultaneous deliveries, and responds with 200 to both', async () => {
		const trigger = start();
		const delivery = agentMessage();
		const answers = await Promise.all([
			trigger.deliver(delivery),
			trigger.deliver(delivery),
			trigger.deliver(delivery),
		]);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(trigger.started).toHaveLength(1);
	});

	it('makes a repeat wait for the first delivery, and accepts it if that one fails', async () => {
		const first = deferred<number>();
		const outcomes = [first.promise, Promise.resolve(200)];
		const trigger = start({ execute: async () => (await outcomes.shift()) ?? 200 });
		const delivery = agentMessage();
		const answers = [trigger.deliver(delivery), trigger.deliver(delivery)];
		await until(() => trigger.started.length > 0);
		first.resolve(500);
		expect((await Promise.all(answers)).map(({ status }) => status).sort()).toEqual([200, 500]);
		expect(trigger.started).toHaveLength(2);
	});

	it("responds with 503 to a repeat that would wait longer than Genesys' ten seconds", async () => {
		const first = deferred<number>();
		const trigger = start({ execute: async () => await first.promise });
		const delivery = agentMessage();
		const pending = trigger.deliver(delivery);
		await until(() => trigger.started.length > 0);
		const { result, waitedMs } = await withoutWaiting(async () => await trigger.deliver(delivery));
		expect(result).toEqual({ status: 503, body: { message: 'The same delivery is still being processed' } });
		expect(waitedMs).toBeLessThan(10_000);
		first.resolve(200);
		expect((await pending).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('lets ten of 200 simultaneous copies wait, and responds with 503 to the others without delay', async () => {
		const first = deferred<number>();
		const trigger = start({ execute: async () => await first.promise });
		const delivery = agentMessage();
		const pending = trigger.deliver(delivery);
		await until(() => trigger.started.length > 0);
		const answers: number[] = [];
		const copies = Array.from({ length: 200 }, async () => answers.push((await trigger.deliver(delivery)).status));
		await until(() => answers.length >= 190);
		expect(answers).toEqual(Array(190).fill(503));
		first.resolve(200);
		await Promise.all([pending, ...copies]);
		expect(answers.slice(190)).toEqual(Array(10).fill(200));
		expect(trigger.started).toHaveLength(1);
		// Those that waited have made room.
		expect((await trigger.deliver(delivery)).status).toBe(200);
	});

	it('starts no second execution while n8n still processes a delivery that Genesys has abandoned', async () => {
		const first = deferred<number>();
		const trigger = start({ execute: async () => await first.promise });
		const delivery = agentMessage();
		const hangUp = new AbortController();
		const given = trigger.deliver(delivery, { signal: hangUp.signal }).catch(() => undefined);
		await until(() => trigger.started.length > 0);
		hangUp.abort();
		await given;
		const repeat = trigger.deliver(delivery);
		first.resolve(200);
		expect(await repeat).toEqual({ status: 200, body: { message: 'Already accepted' } });
		expect(trigger.started).toHaveLength(1);
	});

	it('accepts a delivery again after 45 seconds without a response, even if the clock is set back', async () => {
		const first = deferred<number>();
		const outcomes = [first.promise];
		const trigger = start({ execute: async () => (await outcomes.shift()) ?? 200 });
		const delivery = agentMessage();
		const pending = trigger.deliver(delivery);
		await until(() => trigger.started.length > 0);
		correctWallClock(-3_600_000);
		passTime(45_000);
		expect((await trigger.deliver(delivery)).status).toBe(200);
		expect(trigger.started).toHaveLength(2);
		first.resolve(200);
		await pending;
	});
});

describe('not a repeat', () => {
	it('a receipt and its message with the same ID, and each further status', async () => {
		const trigger = start({ parameters: { events: ['agentMessage', 'receipt'] } });
		await trigger.deliver(agentMessage({ id: 'message-of-receipt' }));
		await trigger.deliver(receipt('Delivered'));
		await trigger.deliver(receipt('Read'));
		await trigger.deliver(receipt('Read'));
		expect(trigger.started.map(({ deduplicationKey }) => deduplicationKey)).toEqual([
			'text:message-of-receipt',
			'receipt:message-of-receipt:Delivered',
			'receipt:message-of-receipt:Read',
		]);
	});

	it("the same message at another workflow's trigger", async () => {
		const [one, other] = [start(), start()];
		const delivery = agentMessage();
		await one.deliver(delivery);
		expect((await other.deliver(delivery)).status).toBe(200);
		expect(other.started).toHaveLength(1);
	});

	it('the same text in two messages', async () => {
		const trigger = start();
		await trigger.deliver(agentMessage({ text: 'Yes' }));
		await trigger.deliver(agentMessage({ text: 'Yes' }));
		expect(trigger.started).toHaveLength(2);
	});

	it('anything in a manual test, where users post the same sample repeatedly', async () => {
		const trigger = start({ mode: 'manual' });
		const delivery = agentMessage();
		await trigger.deliver(delivery);
		await trigger.deliver(delivery);
		expect(trigger.started).toHaveLength(2);
	});
});
