import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
	url: string;
	close(): Promise<void>;
}

/** Serves on a free port of this machine. */
export async function listen(handler: RequestListener): Promise<Listening> {
	const server = createServer(handler).listen(0, '127.0.0.1');
	// While a test keeps this process busy, a connection would time out just as its next request is sent.
	server.keepAliveTimeout = 0;
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
