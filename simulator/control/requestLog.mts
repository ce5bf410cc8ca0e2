import type { NextFunction, Request, Response } from 'express';

import { logTo } from '../world.mts';
import type { World } from '../world.mts';

export interface LoggedRequest {
	time: string;
	method: string;
	path: string;
	query: Record<string, unknown>;
	/** 0 = the connection was closed without a response. */
	status: number;
	clientId: string | null;
	/** The JSON body, or text if it isn't JSON. Secrets of the token call are redacted. */
	body: unknown;
}

const KEEP = 5000;
const MAX_BODY_CHARACTERS = 20_000;

function readable(raw: unknown): unknown {
	if (!Buffer.isBuffer(raw) || raw.length === 0) return null;
	const text = raw.toString('utf8', 0, MAX_BODY_CHARACTERS).replace(/((?:client_secret|code|code_verifier|refresh_token)=)[^&]*/g, '$1***');
	// Deeply nested JSON stays text: turning it back into JSON later could exhaust the stack.
	if ((text.match(/[[{]/g)?.length ?? 0) > 500) return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

/** Logs every API and token call when it ends. */
export function requestLog(world: World) {
	return (request: Request, response: Response, next: NextFunction): void => {
		const time = new Date().toISOString();
		response.on('close', () => {
			const clientId: unknown = response.locals['clientId'];
			const entry: LoggedRequest = {
				time,
				method: request.method,
				path: request.baseUrl + request.path,
				query: { ...request.query },
				status: response.writableFinished ? response.statusCode : 0,
				clientId: typeof clientId === 'string' ? clientId : null,
				body: readable(request.body),
			};
			logTo(world.requests, entry, KEEP);
		});
		next();
	};
}
