import type { NextFunction, Request, Response } from 'express';

import { newId } from '../ids.mts';
import { ApiError, badRequest, errorBody, notFound, tooLarge } from './apiError.mts';

/** Adds the correlation ID that Genesys support uses to every response. */
export function correlation(_request: Request, response: Response, next: NextFunction): void {
	const id = newId();
	response.locals['contextId'] = id;
	response.set({ 'Genesys-Correlation-Id': id, 'Inin-Correlation-Id': id });
	next();
}

export function unknownPath(): void {
	throw notFound();
}

/** Errors of the body parser and the router (an invalid path) have a status. */
function asApiError(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	const { status, limit } = (error ?? {}) as { status?: unknown; limit?: unknown };
	if (status === 413) return tooLarge(Number(limit) || 0);
	if (status === 415) return new ApiError(415, 'unsupported.media.type', 'The content encoding is not supported.');
	if (status === 404) return notFound();
	if (typeof status === 'number' && status >= 400 && status < 500) return badRequest();
	const text = 'The server encountered an unexpected condition which prevented it from fulfilling the request.';
	return new ApiError(500, 'internal.server.error', text);
}

/** Express recognizes an error handler by its four parameters. */
export function answerError(error: unknown, request: Request, response: Response, next: NextFunction): void {
	const failure = asApiError(error);
	if (failure.status === 500) console.error(`${request.method} ${request.path} failed:`, error);
	if (response.headersSent) {
		next(error);
		return;
	}
	const contextId = String(response.locals['contextId'] ?? newId());
	response.status(failure.status).set(failure.extras.headers ?? {});
	response.json(errorBody(failure, contextId));
}
