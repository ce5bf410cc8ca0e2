import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Post {
	url: string;
	body: string;
	headers?: Record<string, string>;
}

export interface Answer {
	status: number;
	text: string;
}

/** Keep-alive connections, like those of a platform under load. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const CONNECTIONS = 10;
/** Response timeout, in milliseconds. */
const TIMEOUT_MS = 60_000;

/** One POST over a keep-alive connection. @throws Error without a response within `timeoutMs` */
export async function post({ url, body, headers }: Post, timeoutMs = TIMEOUT_MS): Promise<Answer> {
	return await new Promise((resolve, reject) => {
		const outgoing = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (chunk: string) => (text += chunk));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
			response.on('error', reject);
		});
		outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(`${url} did not respond within ${timeoutMs} ms`)));
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

/**
 * Posts all, ten at a time by default, and returns the milliseconds per request.
 * @throws Error on an unexpected status, because failures are often fast
 */
export async function postAll(posts: Post[], status: number, connections = CONNECTIONS): Promise<number> {
	const waiting = posts.values();
	const started = performance.now();
	await Promise.all(
		Array.from({ length: connections }, async () => {
			for (const one of waiting) {
				const answer = await post(one);
				if (answer.status !== status) throw new Error(`${one.url} returned ${answer.status}, not ${status}: ${answer.text.slice(0, 500)}`);
			}
		}),
	);
	return (performance.now() - started) / posts.length;
}

/** The integration of these deliveries; nothing looks it up. */
export const INTEGRATION_ID = '3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e';
/** Signs these deliveries. */
export const WEBHOOK_SECRET = randomUUID();

/** A signed agent message as Genesys Cloud posts it, with a new ID. */
export function delivery(url: string, changes: object = {}, secret = WEBHOOK_SECRET): Post {
	const id = randomUUID();
	const body = JSON.stringify({
		id,
		channel: {
			id: INTEGRATION_ID,
			platform: 'Open',
			type: 'Private',
			to: { id: `customer-${id.slice(0, 4)}`, idType: 'Opaque' },
			from: { nickname: 'Web chat', id: INTEGRATION_ID, idType: 'Opaque' },
			time: new Date().toISOString(),
			messageId: id,
		},
		type: 'Text',
		text: 'Your package left Chicago this morning and should arrive tomorrow before noon.',
		originatingEntity: 'Human',
		direction: 'Outbound',
		conversationId: randomUUID(),
		...changes,
	});
	const signature = `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
	return { url, body, headers: { 'x-hub-signature-256': signature } };
}

/** A signed typing event, which isn't selected in a trigger for agents' messages. */
export const typingNotice = (url: string): Post =>
	delivery(url, {
		type: 'Event',
		text: undefined,
		originatingEntity: undefined,
		events: [{ eventType: 'Typing', typing: { type: 'On', duration: 5000 } }],
	});
