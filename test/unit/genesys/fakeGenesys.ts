import {
	createClient,
	type CallError,
	type GenesysClient,
	type HttpRequest,
	type HttpResponse,
} from '../../../genesys/client';
import { GenesysUnreachableError } from '../../../genesys/errors';

/** A call that may be retried, and one that may be retried only if it declares so. */
export const read: HttpRequest = { method: 'GET', path: '/api/v2/routing/queues' };
export const write: HttpRequest = {
	method: 'POST',
	path: '/api/v2/conversations/messages/agentless',
	body: { textBody: 'Hi' },
};
export const options = { what: 'Do it', read: (body: unknown) => body };

/** Answers one request; `nth` counts from 1. */
export type Answer = (
	request: HttpRequest,
	nth: number,
) => HttpResponse | CallError | Promise<HttpResponse | CallError>;

export interface FakeGenesys {
	client: GenesysClient;
	/** Every request that was made, in order. */
	requests: HttpRequest[];
	/** Every pause that was asked for, in milliseconds; none of them is really waited. */
	pauses: number[];
}

/** Genesys behind the client's documented seam, `send`: no HTTP, no waiting. */
export function fakeGenesys(answer: Answer): FakeGenesys {
	let time = 0;
	const requests: HttpRequest[] = [];
	const pauses: number[] = [];
	const client = createClient({
		send: async (request) => await answer(request, requests.push(request)),
		sleep: async (milliseconds) => {
			pauses.push(milliseconds);
			time += milliseconds;
		},
		now: () => time,
	});
	return { client, requests, pauses };
}

/** Answers with each of these in turn, and with the last one from then on. */
export function inTurn(...answers: Array<HttpResponse | CallError>): Answer {
	return (_request, nth) => answers[Math.min(nth, answers.length) - 1];
}

export function ok(body: unknown = {}): HttpResponse {
	return { status: 200, headers: {}, body };
}

export function refusal(status: number, body: unknown = {}, headers: Record<string, string> = {}): HttpResponse {
	return { status, headers, body };
}

/** Genesys' 403 for a role that lacks a permission (ErrorBody). */
export function lacks(permission: string): HttpResponse {
	return refusal(403, {
		code: 'missing.permissions',
		status: 403,
		message: `Unable to perform the requested action. You are missing the following permission(s): ${permission}`,
		contextId: 'context-1',
	});
}

export function brokenConnection(): GenesysUnreachableError {
	return new GenesysUnreachableError({ code: 'ECONNRESET', message: 'the connection broke', advice: 'Try again.' });
}

/** What the call was rejected with; fails the test when it was not. */
export async function rejectionOf(call: Promise<unknown>): Promise<unknown> {
	return await call.then(
		() => {
			throw new Error('expected a rejection');
		},
		(error: unknown) => error,
	);
}
