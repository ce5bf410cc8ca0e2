import { once } from 'node:events';

/**
 * The memory that a Node.js process really needs: what is left after its garbage has been collected, in megabytes.
 * @param port where its inspector listens (`--inspect`)
 */
export async function heapAfterCollection(port: number): Promise<number> {
	const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Array<{ webSocketDebuggerUrl: string }>;
	const socket = new WebSocket(targets[0].webSocketDebuggerUrl);
	await once(socket, 'open');
	try {
		// The second one takes what the first one has only set free.
		for (let time = 0; time < 2; time++) await call(socket, 'HeapProfiler.collectGarbage');
		const { usedSize } = await call<{ usedSize: number }>(socket, 'Runtime.getHeapUsage');
		return usedSize / 1024 ** 2;
	} finally {
		socket.close();
	}
}

let calls = 0;

async function call<T>(socket: WebSocket, method: string): Promise<T> {
	const id = ++calls;
	socket.send(JSON.stringify({ id, method }));
	for (;;) {
		const [{ data }] = (await once(socket, 'message')) as [MessageEvent];
		const answer = JSON.parse(String(data)) as { id?: number; result: T };
		if (answer.id === id) return answer.result;
	}
}
