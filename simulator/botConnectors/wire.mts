import { setTimeout as sleep } from 'node:timers/promises';

import { newId } from '../ids.mts';
import { headersOf, uriOf } from '../platformIntegrations/platformIntegration.mts';
import type { PlatformIntegration } from '../platformIntegrations/platformIntegration.mts';
import { logTo } from '../world.mts';
import type { World } from '../world.mts';

/** One request to a bot and its response. */
export interface BotTry {
	at: string;
	ms: number;
	status?: number;
	/** JSON, or text that isn't JSON. */
	answer?: unknown;
	/** Why there was no response. */
	error?: string;
	timedOut?: boolean;
}

/** A call of a bot, for `GET /simulator/botconnectors/requests`. Values of secret headers are redacted. */
export interface BotRequest {
	at: string;
	integrationId: string;
	method: 'GET' | 'POST';
	url: string;
	headers: Record<string, string>;
	body?: unknown;
	tries: BotTry[];
}

const KEEP_REQUESTS = 2000;
const MAX_ANSWER = 1_000_000;

export interface Call {
	integration: PlatformIntegration;
	method: 'GET' | 'POST';
	/** Path after the configured URI, such as `/bots`, or empty. */
	path: string;
	body?: object;
	timeoutMs: number;
	/** After a 5xx or a broken connection. */
	retries?: number;
}

function readable(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

async function attempt(url: string, init: RequestInit, timeoutMs: number): Promise<BotTry> {
	const started = Date.now();
	const at = new Date(started).toISOString();
	const signal = AbortSignal.timeout(timeoutMs);
	try {
		const response = await fetch(url, { ...init, signal, redirect: 'manual' });
		const text = (await response.text()).slice(0, MAX_ANSWER);
		return { at, ms: Date.now() - started, status: response.status, answer: readable(text) };
	} catch (error) {
		const ms = Date.now() - started;
		if (signal.aborted) return { at, ms, timedOut: true, error: `no response within ${timeoutMs} ms` };
		const cause: unknown = error instanceof Error ? error.cause : undefined;
		return { at, ms, error: [error, cause].flatMap((one) => (one instanceof Error ? [one.message] : [])).join(': ') };
	}
}

/** A timeout is final. Whether a broken connection is retried like a 5xx is UNCONFIRMED. */
const isRepeated = ({ status, timedOut }: BotTry): boolean => !timedOut && (status === undefined || status >= 500);

/**
 * Calls a bot with the credential headers of its integration.
 * @returns the last attempt
 */
export async function callBot(world: World, call: Call): Promise<BotTry> {
	const { integration, method, path, body, timeoutMs, retries = 0 } = call;
	const { epoch, settings } = world;
	const url = path === '' ? uriOf(world, integration) : `${uriOf(world, integration).replace(/\/+$/, '')}${path}`;
	const secrets = headersOf(world, integration);
	const plain = {
		'inin-correlation-id': newId(),
		...(body && { 'content-type': 'application/json' }),
	};
	const blanked = Object.fromEntries(Object.keys(secrets).map((name) => [name, '***']));
	const request: BotRequest = {
		at: new Date().toISOString(),
		integrationId: integration.id,
		method,
		url,
		headers: { ...plain, ...blanked },
		...(body && { body }),
		tries: [],
	};
	logTo(world.botRequests, request, KEEP_REQUESTS);
	const init = { method, headers: { ...plain, ...secrets }, ...(body && { body: JSON.stringify(body) }) };
	for (;;) {
		const result = await attempt(url, init, timeoutMs);
		request.tries.push(result);
		if (!isRepeated(result) || request.tries.length > retries || world.epoch !== epoch) return result;
		await sleep(settings.digitalBotRetryDelayMs);
	}
}
