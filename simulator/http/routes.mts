import type { Express, Request, Response } from 'express';

import { authenticate, countCall, demand } from '../oauth/authorize.mts';
import type { Needs } from '../oauth/authorize.mts';
import type { OAuthClient } from '../oauth/clients.mts';
import { demandScope } from '../oauth/scopes.mts';
import type { World } from '../world.mts';
import { notFound, tooLarge } from './apiError.mts';
import { parseJson } from './json.mts';

export interface ApiRequest {
	world: World;
	params: Record<string, string>;
	/** Query parameters. Repeated ones are comma-separated. */
	query: Record<string, string>;
	/** The JSON body. Undefined if there is none or the route reads raw bytes. */
	body: unknown;
	raw: Buffer;
	contentType: string;
	authorization: string | undefined;
	headers: Record<string, string>;
	/** The caller. Undefined on the simulator's own routes. */
	client: OAuthClient | undefined;
	/** The signed-in user. Undefined with the client-credentials grant. */
	userId: string | undefined;
}

export interface ApiAnswer {
	status: number;
	/** JSON; undefined = an empty body. */
	body?: unknown;
	/** Bytes instead of JSON. */
	file?: { bytes: Buffer; mime: string; filename: string };
	/** Target of a redirect. */
	location?: string;
	/** A `Set-Cookie` header. */
	cookie?: string;
}

export interface Route {
	method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';
	path: string;
	/** What the caller needs, if anything. May depend on a setting. */
	needs: Needs | 'nobody' | ((world: World) => Needs | 'nobody');
	rawBody?: boolean;
	handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
}

/** One of the simulator's own routes, which Genesys Cloud doesn't have and which need no authorization. */
export const ownRoute = (method: Route['method'], path: string, handle: Route['handle']): Route => ({
	method,
	path: `/simulator/${path}`,
	needs: 'nobody',
	handle,
});

export const ok = (body: unknown): ApiAnswer => ({ status: 200, body });
export const accepted = (): ApiAnswer => ({ status: 202 });
export const noContent = (): ApiAnswer => ({ status: 204 });

const texts = (source: Record<string, unknown>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(source).flatMap(([key, value]) => {
			const values: unknown[] = Array.isArray(value) ? value : [value];
			return values.every((one) => typeof one === 'string') ? [[key, values.join(',')]] : [];
		}),
	);

const ABOUT_THE_TOKEN = ['/api/v2/tokens/me', '/api/v2/users/me'];

/** Authorizes the caller before any lookup, so that a caller without permissions can't probe for IDs. */
function admit(world: World, route: Route, request: Request, response: Response): Pick<ApiRequest, 'client' | 'userId'> {
	const needs = typeof route.needs === 'function' ? route.needs(world) : route.needs;
	if (needs === 'nobody') return { client: undefined, userId: undefined };
	const { token, client } = authenticate(world, request.headers.authorization);
	response.locals['clientId'] = client.clientId;
	response.set(countCall(world, token));
	demandScope(token, route.method, route.path);
	demand(client, needs);
	// The simulator has no data of other organizations, only their tokens.
	if (client.organization && !ABOUT_THE_TOKEN.includes(route.path)) throw notFound();
	return { client, userId: token.userId };
}

function bodyOf(world: World, route: Route, raw: Buffer): unknown {
	if (route.rawBody) return undefined;
	const { maxRequestBytes } = world.settings;
	if (raw.length > maxRequestBytes) throw tooLarge(maxRequestBytes);
	return parseJson(raw);
}

function send(response: Response, answer: ApiAnswer): void {
	response.status(answer.status);
	if (answer.location !== undefined) response.set('Location', answer.location);
	if (answer.cookie !== undefined) response.set('Set-Cookie', answer.cookie);
	if (answer.file) {
		response.set('Content-Type', answer.file.mime);
		response.set('X-Content-Type-Options', 'nosniff');
		// Uploaded files are served from the simulator's origin, so their content must not run as script.
		response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
		response.attachment(answer.file.filename).set('Content-Type', answer.file.mime);
		response.send(answer.file.bytes);
		return;
	}
	if (answer.body === undefined) response.end();
	else response.json(answer.body);
}

/** Mounts a table of routes. The server's error handler handles errors that a handler throws. */
export function mountRoutes(app: Express, world: World, routes: readonly Route[]): void {
	for (const route of routes) {
		app[route.method](route.path, (request: Request, response: Response) => {
			const caller = admit(world, route, request, response);
			const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
			const answer = route.handle({
				world,
				params: texts(request.params),
				query: texts(request.query),
				body: bodyOf(world, route, raw),
				raw,
				contentType: request.headers['content-type'] ?? '',
				authorization: request.headers.authorization,
				headers: texts(request.headers),
				...caller,
			});
			if (!(answer instanceof Promise)) return send(response, answer);
			// Express passes a rejected promise's error to the error handler.
			return answer.then((later) => send(response, later));
		});
	}
}
