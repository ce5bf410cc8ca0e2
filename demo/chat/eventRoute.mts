import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import type { StoredEntry } from './entry.mts';
import type { Histories } from './histories.mts';
import type { Vanished } from './vanished.mts';

/** Interval of comments that keep an idle stream open, in milliseconds. */
const KEEP_ALIVE_EVERY = 20_000;

/**
 * `GET /customers/:customerId/events`: the chat as Server-Sent Events.
 *
 * `snapshot` comes first and contains the whole history. `entry` is an added or changed entry. A browser that
 * reconnects sends the ID of its last event (`Last-Event-ID`) and gets only what it missed. `typing` isn't stored.
 */
export function eventRoute(histories: Histories, vanished: Vanished): Router {
	/** IDs from an earlier run of the server aren't valid in this one. */
	const run = randomUUID().slice(0, 8);
	const router = Router();

	router.get('/customers/:customerId/events', (request, response) => {
		const { customerId } = request.params;
		response.writeHead(200, {
			'content-type': 'text/event-stream',
			'cache-control': 'no-store',
			// Without it, proxies such as nginx buffer events.
			'x-accel-buffering': 'no',
		});

		const entries = histories.list(customerId);
		const seen = versionIn(request.get('last-event-id'), run);
		if (seen === undefined) {
			const newest = Math.max(0, ...entries.map(({ version }) => version));
			write(response, `${run}-${newest}`, 'snapshot', entries);
		} else {
			const missed = entries.filter(({ version }) => version > seen).sort((a, b) => a.version - b.version);
			for (const entry of missed) write(response, `${run}-${entry.version}`, 'entry', entry);
		}

		const stopListening = histories.listen(customerId, {
			onEntry: (entry) => write(response, `${run}-${entry.version}`, 'entry', entry),
			onSignal: ({ kind, ms }) => response.write(`event: ${kind}\ndata: ${JSON.stringify({ ms })}\n\n`),
		});
		const pageClosed = vanished.pageOpened(customerId);
		const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_EVERY);
		response.on('close', () => {
			clearInterval(keepAlive);
			stopListening();
			pageClosed();
		});
	});

	return router;
}

function versionIn(lastEventId: string | undefined, run: string): number | undefined {
	const [ofRun, version] = (lastEventId ?? '').split('-');
	return ofRun === run && /^\d+$/.test(version ?? '') ? Number(version) : undefined;
}

function write(response: Response, id: string, event: string, data: StoredEntry | StoredEntry[]): void {
	response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
