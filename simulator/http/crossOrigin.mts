import type { NextFunction, Request, Response } from 'express';

import type { World } from '../world.mts';

/** Paths that pages of any origin may call, because they require a token or a code with its verifier. */
const OPEN_TO_PAGES = /^\/(?:api\/v2\/|oauth\/token(?:\?|$))/;

export const isOpenToPages = (url: string): boolean => OPEN_TO_PAGES.test(url);

/**
 * Allows pages of any origin to call the platform API and the token endpoint, which Genesys' browser SDK relies on.
 * Whether the origin is `*`, so that no cookies are sent, is UNCONFIRMED.
 */
export const crossOrigin = (world: World) => (request: Request, response: Response, next: NextFunction): void => {
	if (request.headers.origin === undefined || !isOpenToPages(request.originalUrl)) {
		next();
		return;
	}
	response.set('Access-Control-Allow-Origin', '*');
	if (request.method !== 'OPTIONS') {
		response.set('Access-Control-Expose-Headers', world.settings.exposedHeaders.join(', '));
		next();
		return;
	}
	response.set({
		'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
		'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '',
		'Access-Control-Max-Age': '600',
	});
	response.status(204).end();
};
