import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler } from 'express';
import { customerRoutes } from './customerRoutes.mts';
import { deliverRoute } from './deliverRoute.mts';
import { eventRoute } from './eventRoute.mts';
import { createHistories } from './histories.mts';
import { pictureRoutes } from './pictureRoutes.mts';
import { refusedFromPage } from '../../simulator/http/webPages.mts';
import { BadRequestError } from './read.mts';
import { createTalk } from './talk.mts';
import { watchForVanished } from './vanished.mts';

/** The page loads only its own files, the desk next to it, and pictures, since Genesys Cloud serves agents' attachments. */
const CONTENT_POLICY =
	"default-src 'self'; img-src 'self' http: https: data: blob:; media-src 'self' http: https:; frame-src 'self' http://localhost:*; object-src 'none'; base-uri 'none'";

/** How long a customer's page must be closed before the chat counts as left, in milliseconds. */
const VANISHED_AFTER = 60_000;

export interface Chat {
	/** URL of the page, without a trailing slash. */
	url: string;
	port: number;
	close(): Promise<void>;
}

export interface ChatOptions {
	/** Default: 0, a free port. */
	port?: number;
	/** The production URL of the workflow that answers the customer. */
	botUrl: string;
	/** URL of the agent's desk that `/side-by-side.html` shows. */
	deskUrl: string;
	/** How long a customer's page must be closed before the chat ends. Default: a minute. */
	vanishedAfterMs?: number;
}

/**
 * Starts the customer's chat page and its server, reachable from this machine only.
 *
 * @throws if the port is in use
 */
export async function startChat(options: ChatOptions): Promise<Chat> {
	const histories = createHistories();
	const talk = createTalk(histories, options.botUrl);
	const vanished = watchForVanished(options.vanishedAfterMs ?? VANISHED_AFTER, (customerId) => {
		// A customer who hasn't written anything has no chat to end.
		if (histories.list(customerId).length > 0) void talk.end(customerId, 'You left the chat.');
	});
	let url = '';

	const app = express();
	app.disable('x-powered-by');
	app.use((request, response, next) => {
		response.set({ 'content-security-policy': CONTENT_POLICY, 'referrer-policy': 'no-referrer' });
		const reason = refusedFromPage(request);
		if (reason) return void response.status(403).json({ message: reason });
		next();
	});
	app.get('/desk', (_request, response) => response.redirect(options.deskUrl));
	app.get('/health', (_request, response) => void response.json({ status: 'ready' }));
	app.use(express.static(fileURLToPath(new URL('public', import.meta.url))));
	// The files that both pages share are in the desk's folder, since the simulator serves the desk without the demo, too.
	app.use('/lib', express.static(fileURLToPath(new URL('../../simulator/desk/public/lib', import.meta.url))));
	app.use(pictureRoutes(() => url));
	app.use(express.json({ limit: '1mb' }));
	app.use(eventRoute(histories, vanished), customerRoutes(histories, talk), deliverRoute(histories));
	app.use((_request, response) => void response.status(404).json({ message: "This page doesn't exist." }));
	app.use(answerError);

	const server = app.listen(options.port ?? 0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	url = `http://localhost:${port}`;

	return {
		url,
		port,
		async close() {
			vanished.close();
			const closed = once(server, 'close');
			server.close();
			// Event streams don't end on their own.
			server.closeAllConnections();
			await closed;
		},
	};
}

/** Errors of Express and its body parsers. */
interface HttpError extends Error {
	status?: number;
}

/** Explains errors of the caller and hides all others. */
const answerError: ErrorRequestHandler = (error: HttpError, _request, response, _next) => {
	const status = error instanceof BadRequestError ? 400 : (error.status ?? 500);
	response.status(status).json({ message: status < 500 ? error.message : 'The chat server failed.' });
};
