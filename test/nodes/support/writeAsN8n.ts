import type { Response } from 'express';

/** n8n's response when the execution finishes: it sets a header before it writes. */
export function writeAsN8n(response: Response, { status = 200, body }: { status?: number; body?: unknown }): void {
	response.status(status).setHeader('Content-Security-Policy', 'sandbox');
	response.json(body);
}
