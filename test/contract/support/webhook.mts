import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Delivery {
	headers: IncomingHttpHeaders;
	/** The received bytes. */
	body: Buffer;
}

export interface Webhook {
	readonly url: string;
	readonly deliveries: Delivery[];
	/** Responses to the next deliveries; 200 when none are left. */
	readonly answers: number[];
	close(): Promise<void>;
}

/** A web server that accepts everything that Genesys Cloud delivers. */
export async function startWebhook(): Promise<Webhook> {
	const deliveries: Delivery[] = [];
	const answers: number[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			deliveries.push({ headers: request.headers, body: Buffer.concat(chunks) });
			response.writeHead(answers.shift() ?? 200).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return {
		url: `http://127.0.0.1:${address.port}/`,
		deliveries,
		answers,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
