import type { Reader } from './answers';
import { failureIn, isOutcomeUnknown, type HttpResponse } from './apiError';
import { GenesysApiError, GenesysUnreachableError, reworded } from './errors';
import { monotonicNow } from './time';
import { isCertificateCode } from './unreachable';

export type { HttpResponse } from './apiError';

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string; // Relative to the API origin.
	query?: Record<string, string | number | boolean>;
	body?: object;
	timeoutMs?: number; // If it isn't the default.
}

/** Sends one authorized request. Returns any HTTP response, or an error if there was no response or no token. */
export type Send = (request: HttpRequest) => Promise<HttpResponse | CallError>;

export interface ClientOptions {
	send: Send;
	sleep: (milliseconds: number) => Promise<void>;
	now?: () => number; // Milliseconds of a monotonic clock.
	maxTries?: number; // Maximum tries per call.
	maxWaitMs?: number; // Maximum total pause between the tries of a call.
}

interface CallOptions<T> {
	what: string; // Beginning of error messages, such as "Start handover".
	read: Reader<T>; // A response that it can't read isn't from Genesys Cloud and counts as a 502.
	repeatable?: boolean; // Whether the request is idempotent. Default: true for GET.
}

export type CallError = GenesysApiError | GenesysUnreachableError;
export type Outcome<T> = { body: T; error?: undefined } | { error: CallError; body?: undefined };

export interface GenesysClient {
	/** Returns what `read` returned. @throws GenesysApiError, GenesysUnreachableError */
	call<T>(request: HttpRequest, options: CallOptions<T>): Promise<T>;
	/** Returns these errors instead of throwing them. */
	attempt<T>(request: HttpRequest, options: CallOptions<T>): Promise<Outcome<T>>;
	sleep(milliseconds: number): Promise<void>;
}

/** Default maximum total pause: longer than the minute after which the rate limit resets. */
const MAX_WAIT_MS = 90_000;
const FIRST_PAUSE_MS = 500; // First pause without Retry-After. It doubles with each try.

/** Retries every request after 429 and 503, when nothing was done, but only repeatable requests if the outcome is unclear. */
export function createClient({ send, sleep, now = monotonicNow, maxTries = 5, maxWaitMs = MAX_WAIT_MS }: ClientOptions): GenesysClient {
	/** Rate limits are per token, so one 429 pauses every call. */
	let heldBackUntil = 0;

	async function attempt<T>(request: HttpRequest, options: CallOptions<T>): Promise<Outcome<T>> {
		const repeatable = options.repeatable ?? request.method === 'GET';
		let waited = 0;
		let waitedUntil = 0;
		for (let tries = 1; ; tries++) {
			// While this call waits, another call can extend the pause.
			while (heldBackUntil > waitedUntil) {
				waitedUntil = heldBackUntil;
				if (waitedUntil > now()) await sleep(waitedUntil - now());
			}
			const response = await send(request);
			const body = isSuccess(response) ? options.read(response.body) : undefined;
			if (body !== undefined) return { body };
			const pause = pauseBefore(response, tries, repeatable);
			if (pause === undefined || tries >= maxTries || waited + pause > maxWaitMs) {
				const error = errorOf(response, options.what, request);
				const isOpen = !repeatable && request.method !== 'GET' && !isLogin(response) && isOutcomeUnknown(error);
				const advice = `The request may have succeeded, so check in Genesys Cloud before you repeat it. ${error.advice}`;
				return { error: isOpen ? reworded(error, { advice }) : error };
			}
			waited += pause;
			if (holdsBackAll(response)) {
				waitedUntil = now() + pause;
				heldBackUntil = Math.max(heldBackUntil, waitedUntil);
			}
			await sleep(pause);
		}
	}

	async function call<T>(request: HttpRequest, options: CallOptions<T>): Promise<T> {
		const outcome = await attempt(request, options);
		if (outcome.error) throw outcome.error;
		return outcome.body;
	}

	return { call, attempt, sleep };
}

/** A login error, before the request was sent. */
const isLogin = (response: HttpResponse | CallError): response is GenesysApiError => response instanceof GenesysApiError;

function errorOf(response: HttpResponse | CallError, what: string, request: HttpRequest): CallError {
	if (!(response instanceof Error)) return failureIn(response, what, request.body);
	// Connection errors start with the operation, like Genesys Cloud's errors. Login errors are clear without it.
	return isLogin(response) ? response : reworded(response, { message: `${what}: ${response.message}` });
}

function isSuccess(response: HttpResponse | CallError): response is HttpResponse {
	return !(response instanceof Error) && response.status >= 200 && response.status < 300;
}

/** Whether a rate limit or a busy service pauses all calls. */
function holdsBackAll(response: HttpResponse | CallError): boolean {
	if (response instanceof Error) return false;
	return response.status === 429 || (response.status === 503 && response.headers['retry-after'] !== undefined);
}

/** Milliseconds before the next try, or `undefined` for no retry. */
function pauseBefore(response: HttpResponse | CallError, tries: number, repeatable: boolean): number | undefined {
	const backOff = FIRST_PAUSE_MS * 2 ** (tries - 1);
	if (response instanceof GenesysUnreachableError) {
		// ERR_CANCELED: the execution was stopped.
		const isFinal = response.code === 'ERR_CANCELED' || isCertificateCode(response.code);
		return repeatable && !isFinal ? backOff : undefined;
	}
	const retryAfter = response instanceof Error ? response.retryAfter : response.headers['retry-after'];
	// A zero pause, such as from a past date, would use up all tries immediately.
	const pause = parseRetryAfter(retryAfter, dateOf(response)) || backOff;
	// A rejected login is final, because the same secret fails again. A rate-limited login hasn't sent the request yet.
	if (response instanceof Error) return response.status === 429 || response.status >= 500 ? pause : undefined;
	if (response.status === 429 || response.status === 503) return pause;
	// A 2xx status here means that the body couldn't be read.
	return repeatable && (response.status >= 500 || isSuccess(response)) ? backOff : undefined;
}

/** When a response was sent, by the server's clock if it has a Date header. */
function dateOf(response: HttpResponse | CallError): number {
	const date = response instanceof Error ? NaN : Date.parse(response.headers.date ?? '');
	return Number.isNaN(date) ? Date.now() : date;
}

/** `Retry-After` in milliseconds: a number of seconds or an HTTP date (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
