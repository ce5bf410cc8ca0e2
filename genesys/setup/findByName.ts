import type { GenesysClient } from '../client';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json';

/**
 * The object with exactly this name in one of Genesys' lists, or `undefined`. What a list takes as a filter differs, so
 * every page is compared here.
 */
export async function findByName(
	client: GenesysClient,
	path: string,
	name: string,
	{ what, query = {} }: { what: string; query?: Record<string, string> },
): Promise<JsonObject | undefined> {
	for (let pageNumber = 1; ; pageNumber++) {
		const body = asObject(await client.call({ method: 'GET', path, query: { pageSize: 100, pageNumber, ...query } }, { what }));
		const found = asObjects(body?.entities).find((entity) => asText(entity.name) === name && asText(entity.id));
		if (found || pageNumber >= (asNumber(body?.pageCount) ?? 1)) return found;
	}
}
