import { page } from '../answers';
import type { GenesysClient } from '../client';
import { asText, type JsonObject } from '../json';

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
		const { entities, pageCount } = await client.call({ method: 'GET', path, query: { pageSize: 100, pageNumber, ...query } }, { what, read: page });
		const found = entities.find((entity) => asText(entity.name) === name && asText(entity.id));
		if (found || pageNumber >= pageCount) return found;
	}
}
