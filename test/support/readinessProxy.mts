import { createHash, randomInt } from 'node:crypto';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, type Listening } from './listen.mts';

/** A process that takes longer to report that it is ready is too busy, or gone. */
const READY_WITHIN_MS = 10_000;

/**
 * A reverse proxy as in front of any n8n, because Genesys Cloud delivers to port 443 only: it forwards requests
 * to n8n while n8n reports that it is ready, and answers 503 otherwise. Without that check, n8n answers 404 for some
 * seconds during its start, and Genesys Cloud doesn't retry after a 404.
 *
 * In front of several webhook processors, it is a load balancer: the signature determines the process, so
 * that a repeat reaches the process that knows it. A process that is not ready or refuses the connection is skipped. A
 * connection that breaks later is answered 502, because the request may have been processed.
 */
export async function startReadinessProxy(...n8nPorts: number[]): Promise<Listening> {
	return await listen((incoming, answer) => {
		const first = placeOf(incoming, n8nPorts.length);
		void pass(incoming, answer, [...n8nPorts.slice(first), ...n8nPorts.slice(0, first)]);
	});
}

/** The same for the same signature; for a request without one, any. */
function placeOf({ headers }: IncomingMessage, count: number): number {
	const signature = headers['x-hub-signature-256'];
	if (typeof signature !== 'string') return randomInt(count);
	return createHash('sha256').update(signature).digest().readUInt32BE() % count;
}

async function pass(incoming: IncomingMessage, answer: ServerResponse, ports: number[]): Promise<void> {
	const body = await bodyOf(incoming);
	for (const port of ports) {
		if (!(await isReady(port))) continue;
		const response = await send(incoming, body, port);
		if (response === 'refused') continue;
		if (response === 'broken') return void answer.writeHead(502).end();
		answer.writeHead(response.statusCode ?? 502, response.headers);
		return void response.pipe(answer);
	}
	answer.writeHead(503).end();
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

async function send({ method, url, headers }: IncomingMessage, body: Buffer, port: number): Promise<IncomingMessage | 'refused' | 'broken'> {
	return await new Promise((resolve) => {
		const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers }, resolve);
		outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken'));
		outgoing.end(body.length > 0 ? body : undefined);
	});
}

async function isReady(port: number): Promise<boolean> {
	try {
		return (await fetch(`http://127.0.0.1:${port}/healthz/readiness`, { signal: AbortSignal.timeout(READY_WITHIN_MS) })).ok;
	} catch {
		return false;
	}
}
