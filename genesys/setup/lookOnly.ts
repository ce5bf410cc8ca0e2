import { isPermissionError } from '../apiError';
import type { GenesysClient, HttpRequest } from '../client';

/** Instead of a request that would change something. */
class WouldChange extends Error {}

function refuseChange({ method }: HttpRequest): void {
	if (method !== 'GET') throw new WouldChange();
}

/** The same client for somebody who may only look. */
function readingOf(client: GenesysClient): GenesysClient {
	return {
		call: async (request, options) => {
			refuseChange(request);
			return await client.call(request, options);
		},
		attempt: async (request, options) => {
			refuseChange(request);
			return await client.attempt(request, options);
		},
		sleep: client.sleep,
	};
}

/**
 * What a run comes to that changes nothing; `undefined` where it would change something, or may not look everywhere.
 * @throws what the run throws otherwise
 */
export async function lookOnly<T>(client: GenesysClient, run: (reading: GenesysClient) => Promise<T>): Promise<T | undefined> {
	const outcome = await run(readingOf(client)).then(
		(result) => ({ result }),
		(error: unknown) => ({ error }),
	);
	if ('result' in outcome) return outcome.result;
	if (outcome.error instanceof WouldChange || isPermissionError(outcome.error)) return undefined;
	throw outcome.error;
}
