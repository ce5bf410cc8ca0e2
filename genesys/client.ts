import type { Reader } from './answers';
import { failureIn, isOutcomeUnknown, type HttpResponse } from './apiError';
import { GenesysApiError, GenesysUnreachableError, reworded } from './errors';
import { monotonicNow } from './time';
import { isCertificateCode } from './unreachable';

export type { HttpResponse } from './apiError';

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string; // From the root of the API origin.
	query?: Record<string, string | number | boolean>;
	body?: object;
	timeoutMs?: number; // Longest wait for the answer, where it is not the usual one.
}

/** Sends one authorized request. Returns every HTTP answer, or an error when there was none, or no token. */
export type Send = (request: HttpRequest) => Promise<HttpResponse | CallError>;

export interface ClientOptions {
	send: Send;
	sleep: (milliseconds: number) => Promise<void>;
	now?: () => number; // Milliseconds of a clock that is never set.
	maxTries?: number; // Maximum tries per call; 1 for callers that can do without the answer.
	maxWaitMs?: number; // Longest sum of waits for one call, where somebody waits in front of it.
}

interface CallOptions<T> {
	what: string; // What is being done, in words that begin an error message: "Start handover".
	read: Reader<T>; // An answer that it cannot read did not come from Genesys Cloud: it counts like a 502.
	repeatable?: boolean; // Does carrying it out twice do no harm? By default, of a GET.
}

export type CallError = GenesysApiError | GenesysUnreachableError;
export type Outcome<T> = { body: T; error?: undefined } | { error: CallError; body?: undefined };

export interface GenesysClient {
	/** What was read from the answer. @throws GenesysApiError, GenesysUnreachableError */
	call<T>(request: HttpRequest, options: CallOptions<T>): Promise<T>;
	/** Returns these errors instead of throwing them. */
	attempt<T>(request: HttpRequest, options: CallOptions<T>): Promise<Outcome<T>>;
	sleep(milliseconds: number): Promise<void>;
}

/** Longest sum of waits for one call by default: more than the minute after which Genesys resets its rate limit. */
const MAX_WAIT_MS = 90_000;
const FIRST_PAUSE_MS = 500; // First pause where Genesys names none; it doubles with each try.

/** After 429 and 503 nothing was carried out, so every request is repeated; where that is open, only what is repeatable. */
export function createClient({ send, sleep, now = monotonicNow, maxTries = 5, maxWaitMs = MAX_WAIT_MS }: ClientOptions): GenesysClient {
	/** Rate limits are per token, so one 429 pauses every call. */
	let heldBackUntil = 0;

	async function attempt<T>(request: HttpRequest, options: CallOptions<T>): Promise<Outcome<T>> {
		const repeatable = options.repeatable ?? request.method === 'GET';
		let waited = 0;
		let waitedUntil = 0;
		for (let tries = 1; ; tries++) {
			// While this call waits, another one may have to wait longer.
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

/** The login comes before the request. */
const isLogin = (response: HttpResponse | CallError): response is GenesysApiError => response instanceof GenesysApiError;

function errorOf(response: HttpResponse | CallError, what: string, request: HttpRequest): CallError {
	if (!(response instanceof Error)) return failureIn(response, what, request.body);
	// A failed connection says what the call was for, as Genesys' own refusals do; a failed login says enough itself.
	return isLogin(response) ? response : reworded(response, { message: `${what}: ${response.message}` });
}

function isSuccess(response: HttpResponse | CallError): response is HttpResponse {
	return !(response instanceof Error) && response.status >= 200 && response.status < 300;
}

/** A rate limit, or a busy service that says how long to wait. */
function holdsBackAll(response: HttpResponse | CallError): boolean {
	if (response instanceof Error) return false;
	return response.status === 429 || (response.status === 503 && response.headers['retry-after'] !== undefined);
}

/** Milliseconds to wait before the next try, or `undefined` when there must be none. */
function pauseBefore(response: HttpResponse | CallError, tries: number, repeatable: boolean): number | undefined {
	const backOff = FIRST_PAUSE_MS * 2 ** (tries - 1);
	if (response instanceof GenesysUnreachableError) {
		// n8n's HTTP client calls a stopped execution ERR_CANCELED.
		const isFinal = response.code === 'ERR_CANCELED' || isCertificateCode(response.code);
		return repeatable && !isFinal ? backOff : undefined;
	}
	const retryAfter = response instanceof Error ? response.retryAfter : response.headers['retry-after'];
	// Without a pause, as after a date that has passed, all tries would be used up at once.
	const pause = parseRetryAfter(retryAfter, dateOf(response)) || backOff;
	// A refused login is final: the same secret is refused again. One that was put off has sent nothing yet.
	if (response instanceof Error) return response.status === 429 || response.status >= 500 ? pause : undefined;
	if (response.status === 429 || response.status === 503) return pause;
	// A success that comes here could not be read.
	return repeatable && (response.status >= 500 || isSuccess(response)) ? backOff : undefined;
}

/** When an answer was sent, by the clock that wrote it where it says so. */
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
