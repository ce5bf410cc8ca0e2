import { correctWallClock, passTime } from '../../support/movableClock';
import { until } from '../../support/until';
import { withoutWaiting } from '../../support/withoutWaiting';
import { deferred } from '../support/deferred';
import { agentMessage, receipt } from '../support/deliveries';
import { triggerServer } from '../support/runTrigger';

const start = triggerServer();

describe('Genesys delivers some messages twice', () => {
	it('a repeat of a message that was taken starts nothing', async () => {
		const trigger = start();
		const delivery = agentMessage();
		const answers = [await trigger.deliver(delivery), await trigger.deliver(delivery), await trigger.deliver(delivery)];
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(trigger.started).toHaveLength(1);
	});

	it('a repeat of a message whose execution failed is taken, or it would be lost', async () => {
		const statuses = [500, 200];
		const trigger = start({ execute: () => statuses.shift() ?? 200 });
		const delivery = agentMessage();
		expect((await trigger.deliver(delivery)).status).toBe(500);
		expect((await trigger.deliver(delivery)).status).toBe(200);
		expect(trigger.started).toHaveLength(2);
		expect((await trigger.deliver(delivery)).body).toEqual({ message: 'Already accepted' });
		expect(trigger.started).toHaveLength(2);
	});

	it('two at the same moment start one execution, and both get their 200', async () => {
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

	it('a repeat waits for the outcome of the first, and takes the message over when that one fails', async () => {
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

	it('a repeat that would have to wait beyond the ten seconds of Genesys gets 503 and comes back', async () => {
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

	it('of 200 copies at once ten wait, and the others get 503 without waiting', async () => {
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

	it('one that Genesys gave up waiting for is not started a second time while n8n is still at work on it', async () => {
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

	it('one without an answer for 45 seconds is taken again, also when the wall clock is set back meanwhile', async () => {
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

describe('not repeats', () => {
	it('a receipt and its message, which have the same id, and each further status', async () => {
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

	it('the same message at the trigger of another workflow', async () => {
		const [one, other] = [start(), start()];
		const delivery = agentMessage();
		await one.deliver(delivery);
		expect((await other.deliver(delivery)).status).toBe(200);
		expect(other.started).toHaveLength(1);
	});

	it('the same words in two messages', async () => {
		const trigger = start();
		await trigger.deliver(agentMessage({ text: 'Yes' }));
		await trigger.deliver(agentMessage({ text: 'Yes' }));
		expect(trigger.started).toHaveLength(2);
	});

	it('anything while testing by hand: people post the same sample again and again', async () => {
		const trigger = start({ mode: 'manual' });
		const delivery = agentMessage();
		await trigger.deliver(delivery);
		await trigger.deliver(delivery);
		expect(trigger.started).toHaveLength(2);
	});
});
