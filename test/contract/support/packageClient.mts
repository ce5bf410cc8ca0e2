import { setTimeout as delay } from 'node:timers/promises';
import {
	createClient,
	type GenesysClient,
	type HttpRequest,
	type HttpResponse,
	type Send,
} from '../../../genesys/client.ts';
import type { HandoverCalls } from '../../../genesys/openMessaging/handover.ts';
import { SentMessages } from '../../../genesys/openMessaging/sentMessages.ts';
import { DEMO_CLIENT, fetchToken } from '../../../demo/simulator.mts';
import type { Contract } from './genesys.mts';

export interface PackageClient {
	readonly client: GenesysClient;
	/** What a handover needs. */
	readonly calls: HandoverCalls;
	/** The transport below it, for code that creates its own client. */
	readonly send: Send;
	/** Every request that the package made, in order. */
	readonly requests: HttpRequest[];
}

/** The package's own client over fetch, logged in to the simulator: its calls without n8n. */
export async function packageClient({ url }: Contract, login = DEMO_CLIENT): Promise<PackageClient> {
	const token = await fetchToken(url, login);
	const requests: HttpRequest[] = [];
	const send = async (request: HttpRequest): Promise<HttpResponse> => {
		requests.push(request);
		const query = new URLSearchParams(
			Object.entries(request.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
		);
		const response = await fetch(`${url}${request.path}?${query}`, {
			method: request.method,
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: request.body && JSON.stringify(request.body),
		});
		const text = await response.text();
		return {
			status: response.status,
			headers: Object.fromEntries(response.headers),
			body: text === '' ? undefined : JSON.parse(text),
		};
	};
	const client = createClient({ send, sleep: async (milliseconds) => await delay(milliseconds) });
	return { client, calls: { client, impatient: client, sent: new SentMessages() }, send, requests };
}
