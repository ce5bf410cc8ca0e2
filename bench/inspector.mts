import { once } from 'node:events';

/**
 * The memory that a Node.js process really needs, in megabytes: objects and buffers left after garbage collection.
 * @param port where its inspector listens (`--inspect`)
 */
export async function heapAfterCollection(port: number): Promise<number> {
	return await inspecting(port, async (call) => {
		// The second collection frees what the first one only released.
		for (let time = 0; time < 2; time++) await call('HeapProfiler.collectGarbage');
		const { usedSize, backingStorageSize } = await call<{ usedSize: number; backingStorageSize: number }>('Runtime.getHeapUsage');
		return (usedSize + backingStorageSize) / 1024 ** 2;
	});
}

/** The parts of a CPU profile used here. */
export interface Profile {
	nodes: Array<{ id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }>;
	/** Node IDs, and the microseconds before each. */
	samples: number[];
	timeDeltas: number[];
}

const SAMPLING_MICROSECONDS = 200;

/** CPU profile of a Node.js process during `meanwhile`. */
export async function profileOf(port: number, meanwhile: () => Promise<unknown>): Promise<Profile> {
	return await inspecting(port, async (call) => {
		await call('Profiler.enable');
		await call('Profiler.setSamplingInterval', { interval: SAMPLING_MICROSECONDS });
		await call('Profiler.start');
		await meanwhile();
		const { profile } = await call<{ profile: Profile }>('Profiler.stop');
		return profile;
	});
}

type Call = <T = unknown>(method: string, params?: object) => Promise<T>;

async function inspecting<T>(port: number, inspect: (call: Call) => Promise<T>): Promise<T> {
	const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Array<{ webSocketDebuggerUrl: string }>;
	const socket = new WebSocket(targets[0].webSocketDebuggerUrl);
	await once(socket, 'open');
	let calls = 0;
	const call: Call = async <R,>(method: string, params?: object): Promise<R> => {
		const id = ++calls;
		socket.send(JSON.stringify({ id, method, params }));
		for (;;) {
			const [{ data }] = (await once(socket, 'message')) as [MessageEvent];
			const answer = JSON.parse(String(data)) as { id?: number; result: R };
			if (answer.id === id) return answer.result;
		}
	};
	try {
		return await inspect(call);
	} finally {
		socket.close();
	}
}
