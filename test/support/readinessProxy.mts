import { createServer, request } from 'node:http';

/**
 * A reverse proxy as everybody has one before n8n, since Genesys Cloud delivers to port 443 only: it passes requests
 * on while n8n says that it is ready, and answers 503 otherwise. Without that check n8n answers 404 for some seconds of
 * its start, and Genesys does not repeat what was answered 404.
 */
export async function startReadinessProxy(n8nPort: number): Promise<{ url: string; close(): Promise<void> }> {
	const server = createServer((incoming, answer) => {
		void isReady(n8nPort).then((ready) => {
			if (!ready) return answer.writeHead(503).end();
			const { method, url: path, headers } = incoming;
			const outgoing = request({ host: '127.0.0.1', port: n8nPort, method, path, headers }, (response) => {
				answer.writeHead(response.statusCode ?? 502, response.headers);
				response.pipe(answer);
			});
			outgoing.on('error', () => answer.writeHead(502).end());
			return incoming.pipe(outgoing);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
	return {
		url: `http://localhost:${address.port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function isReady(port: number): Promise<boolean> {
	try {
		return (await fetch(`http://127.0.0.1:${port}/healthz/readiness`)).ok;
	} catch {
		return false;
	}
}
