import axios from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';

import { takeWebhookFault } from '../control/faults.mts';
import type { JsonObject } from '../http/json.mts';
import { textOf } from '../http/json.mts';
import { newId } from '../ids.mts';
import type { Integration } from '../integrations/integration.mts';
import { later, logTo } from '../world.mts';
import type { World } from '../world.mts';
import { outcomeOf } from './deliveries.mts';
import type { DeliveryRecord, Try } from './deliveries.mts';
import { signatureOf } from './signature.mts';

const KEEP_DELIVERIES = 5000;
/** Default delay of the fault `disorder`. */
const DISORDER_MS = 300;

type Done = (record: DeliveryRecord) => void;

/** Posts a text and returns the result. */
export async function post(url: string, body: string, headers: Record<string, string>, timeout: number): Promise<Try> {
	const started = Date.now();
	const at = new Date(started).toISOString();
	try {
		const { status } = await axios.post<unknown>(url, body, {
			headers,
			timeout,
			signal: AbortSignal.timeout(timeout),
			maxRedirects: 0,
			maxContentLength: 1_000_000,
			responseType: 'text',
			proxy: false,
			transformRequest: [(data: unknown) => data],
			validateStatus: () => true,
		});
		return { at, status, ms: Date.now() - started };
	} catch (error) {
		const ms = Date.now() - started;
		if (ms >= timeout) return { at, error: `no response within ${timeout} ms`, ms };
		return { at, error: error instanceof Error ? error.message : 'failed', ms };
	}
}

function headersFor(world: World, integration: Integration, body: string, type: string): Record<string, string> {
	const wrong = takeWebhookFault(world, 'wrongSignature', type) !== undefined;
	const signature = signatureOf(body, wrong ? `${integration.secret}-wrong` : integration.secret);
	return { ...integration.webhookHeaders, 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature };
}

/** First attempt now, the others 5 s apart. Resolves after the first one, so that later deliveries don't wait for retries. */
async function deliver(
	world: World,
	integration: Integration,
	payload: JsonObject,
	record: DeliveryRecord,
	done: Done,
) {
	const { epoch, settings } = world;
	const body = JSON.stringify(payload);
	const headers = headersFor(world, integration, body, record.type);
	const attempt = async (): Promise<void> => {
		const result = await post(record.url, body, headers, settings.webhookTimeoutMs);
		if (world.epoch !== epoch) return;
		record.tries.push(result);
		const outcome = outcomeOf(result);
		if (outcome === 'retry' && record.tries.length <= settings.webhookRetries) {
			later(world, settings.webhookRetryDelayMs, () => void attempt());
			return;
		}
		record.outcome = outcome === 'retry' ? 'givenUp' : outcome;
		done(record);
		world.changed();
	};
	await attempt();
}

/**
 * Sends one notification to the webhook of an integration, signed, with the retries of the real service.
 * @param done called once, when the delivery succeeded, was rejected, or ran out of retries
 */
export function notify(
	world: World,
	integration: Integration,
	payload: JsonObject,
	done: Done = () => undefined,
): void {
	const type = textOf(payload['type']) ?? '';
	const conversationId = textOf(payload['conversationId']) ?? '';
	const record = (): DeliveryRecord => ({
		id: newId(),
		...(type !== 'Event' && { messageId: textOf(payload['id']) ?? '' }),
		conversationId,
		integrationId: integration.id,
		url: integration.webhookUrl,
		type,
		tries: [],
		outcome: 'pending',
	});
	const send = async (finished: Done): Promise<void> => {
		const entry = record();
		logTo(world.deliveries, entry, KEEP_DELIVERIES);
		await deliver(world, integration, payload, entry, finished);
	};
	const delay = takeWebhookFault(world, 'delay', type);
	const disorder = takeWebhookFault(world, 'disorder', type);
	const twice = takeWebhookFault(world, 'duplicate', type) !== undefined;
	const { epoch } = world;
	const all = async (): Promise<void> => {
		if (delay) await sleep(delay.ms ?? 1000);
		if (world.epoch !== epoch) return;
		await send(done);
		if (twice) await send(() => undefined);
	};
	if (disorder) {
		later(world, disorder.ms ?? DISORDER_MS, () => void all());
		return;
	}
	if (!world.settings.webhookInOrder) {
		void all();
		return;
	}
	const chain = (world.deliveryChains.get(conversationId) ?? Promise.resolve()).then(all);
	world.deliveryChains.set(conversationId, chain);
	void chain.finally(() => {
		if (world.deliveryChains.get(conversationId) === chain) world.deliveryChains.delete(conversationId);
	});
}
