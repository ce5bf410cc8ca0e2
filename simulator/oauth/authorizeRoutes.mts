import type { Express, Response } from 'express';

import type { World } from '../world.mts';
import { askUser, takeDecision } from './authorizeEndpoint.mts';
import type { Answer } from './authorizeEndpoint.mts';
import { framingRefusedPage } from './authorizePage.mts';
import { beginSession, sessionUser } from './sessions.mts';

/** The sign-in in the browser: `/oauth/authorize`. */
export function mountAuthorizePage(app: Express, world: World): void {
	function send(response: Response, answer: Answer): void {
		if (answer.signedIn !== undefined) response.set('Set-Cookie', beginSession(world, answer.signedIn));
		if ('location' in answer) response.redirect(answer.location);
		else response.status(answer.status).type('html').send(answer.html);
	}

	app.use('/oauth/authorize', (request, response, next) => {
		response.set('Cache-Control', 'no-store');
		if (world.settings.signInInFrame) return next();
		response.set('X-Frame-Options', 'DENY');
		// A redirect would bypass that header, because browsers check only the final page.
		if (request.headers['sec-fetch-dest'] === 'iframe') response.type('html').send(framingRefusedPage());
		else next();
	});
	app.get('/oauth/authorize', (request, response) => {
		const query = new URL(request.originalUrl, world.origin).searchParams;
		send(response, askUser(world, query, sessionUser(world, request.headers.cookie)));
	});
	app.post('/oauth/authorize', (request, response) => {
		const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
		send(response, takeDecision(world, form));
	});
}
