import type { NextFunction, Request, Response } from 'express';

import { ApiError, errorBody, rateLimited } from '../http/apiError.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { takeApiFault } from './faults.mts';
import type { Fault } from './faults.mts';

/** The response of the API's edge if its backend doesn't respond. */
const EDGE_PAGE = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

const SERVER_ERROR_CODES: Record<number, [code: string, message: string]> = {
	500: ['internal.server.error', 'The server encountered an unexpected condition.'],
	502: ['bad.gateway', 'The server got an invalid response from upstream.'],
	503: ['service.unavailable', 'Service Unavailable - The server is currently unavailable.'],
	504: ['request.timeout', 'The request timed out.'],
};

function refuse(response: Response, error: ApiError): void {
	const contextId = String(response.locals['contextId']);
	response.status(error.status).set(error.extras.headers ?? {});
	response.json(errorBody(error, contextId));
}

function serverError({ status = 500, retryAfterSeconds }: Fault): ApiError {
	const [code, message] = SERVER_ERROR_CODES[status] ?? ['internal.server.error', 'The server failed.'];
	if (retryAfterSeconds === undefined) return new ApiError(status, code, message);
	return new ApiError(status, code, message, { headers: { 'Retry-After': String(retryAfterSeconds) } });
}

/** Processes the request but changes its response. */
function spoil(response: Response, next: NextFunction, instead: (answer: Buffer) => void): void {
	response.end = (chunk?: unknown) => {
		instead(Buffer.from(typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk : ''));
		return response;
	};
	next();
}

/** Bytes that are neither JSON nor UTF-8. */
const GARBAGE = Buffer.from([0xff, 0x00, 0x7b, 0x22, 0xc3, 0x28, 0xfe, 0x0a]);

type Effect = (fault: Fault, request: Request, response: Response, next: NextFunction, world: World) => void;

const EFFECTS: Partial<Record<Fault['kind'], Effect>> = {
	rateLimit: (fault, _request, response) => refuse(response, rateLimited(fault.retryAfterSeconds ?? 1)),
	serverError: (fault, _request, response) => refuse(response, serverError(fault)),
	html: (fault, _request, response) => {
		response
			.status(fault.status ?? 502)
			.type('html')
			.send(EDGE_PAGE);
	},
	slow: (fault, _request, _response, next, world) => later(world, fault.ms ?? 1000, next),
	dropConnection: (fault, request, response, next) => {
		if (fault.afterHandling) spoil(response, next, () => request.socket.destroy());
		else request.socket.destroy();
	},
	halfAnswer: (_fault, request, response, next) =>
		spoil(response, next, (answer) => {
			response.write(answer.subarray(0, answer.length / 2), () => request.socket.destroy());
		}),
	garbage: (_fault, _request, response, next) => {
		const end = response.end.bind(response);
		spoil(response, next, () => {
			response.set('Content-Length', String(GARBAGE.length));
			end(GARBAGE);
		});
	},
};

/** Applies faults of the API before any other handler. */
export function planFaults(world: World) {
	return (request: Request, response: Response, next: NextFunction): void => {
		const platform = request.path.startsWith('/api/') || request.path.startsWith('/oauth/');
		const fault = platform ? takeApiFault(world, request.method, request.path) : undefined;
		const effect = fault && EFFECTS[fault.kind];
		if (fault && effect) effect(fault, request, response, next, world);
		else next();
	};
}
