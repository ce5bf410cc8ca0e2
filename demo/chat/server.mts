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

/** The page loads nothing from elsewhere, except pictures (agents' attachments lie with Genesys Cloud) and the desk beside it. */
const CONTENT_POLICY =
	"default-src 'self'; img-src 'self' http: https: data: blob:; media-src 'self' http: https:; frame-src 'self' http://localhost:*; object-src 'none'; base-uri 'none'";

/** How long a customer's page has to be gone before the chat counts as left, in milliseconds. */
const VANISHED_AFTER = 60_000;

export interface Chat {
	/** Where the page is, without a slash at the end. */
	url: string;
	port: number;
	close(): Promise<void>;
}

export interface ChatOptions {
	/** 0 or absent: a free one. */
	port?: number;
	/** The production URL of the workflow that answers the customer. */
	botUrl: string;
	/** Where the agent's desk is that `/side-by-side.html` shows. */
	deskUrl: string;
	/** How long a customer's page has to be gone before the chat is ended; absent: a minute. */
	vanishedAfterMs?: number;
}

/**
 * Starts the customer's chat page and its server, reachable from this machine only.
 *
 * @throws when the port is taken
 */
export async function startChat(options: ChatOptions): Promise<Chat> {
	const histories = createHistories();
	const talk = createTalk(histories, options.botUrl);
	const vanished = watchForVanished(options.vanishedAfterMs ?? VANISHED_AFTER, (customerId) => {
		// Who has only looked at the page has left nothing behind.
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
	// What both pages have in common lies with the desk, which the simulator also serves without a demo.
	app.use('/lib', express.static(fileURLToPath(new URL('../../simulator/desk/public/lib', import.meta.url))));
	app.use(pictureRoutes(() => url));
	app.use(express.json({ limit: '1mb' }));
	app.use(eventRoute(histories, vanished), customerRoutes(histories, talk), deliverRoute(histories));
	app.use((_request, response) => void response.status(404).json({ message: 'There is nothing at this address.' }));
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
			// Event streams never end by themselves.
			server.closeAllConnections();
			await closed;
		},
	};
}

/** What Express and its body parsers throw. */
interface HttpError extends Error {
	status?: number;
}

/** The caller's mistakes are said in words; anything else is not shown to the outside. */
const answerError: ErrorRequestHandler = (error: HttpError, _request, response, _next) => {
	const status = error instanceof BadRequestError ? 400 : (error.status ?? 500);
	response.status(status).json({ message: status < 500 ? error.message : 'The chat server failed.' });
};
