import type { GenesysClient } from '../client';
import { asObject, asObjects, asText, type JsonObject } from '../json';

/**
 * The first object that fits in one of Genesys' lists without page numbers: each page names the next one, whose address
 * has the cursor `after` in it (models TriggerEntityListing, CredentialInfoCursorListing).
 */
export async function findByCursor(
	client: GenesysClient,
	path: string,
	fits: (entity: JsonObject) => boolean,
	{ what, query = {} }: { what: string; query?: Record<string, string> },
): Promise<JsonObject | undefined> {
	let after: string | undefined;
	for (;;) {
		const page = { pageSize: 100, ...query, ...(after === undefined ? {} : { after }) };
		const body = asObject(await client.call({ method: 'GET', path, query: page }, { what }));
		const found = asObjects(body?.entities).find(fits);
		const next = cursorIn(asText(body?.nextUri));
		if (found || next === undefined || next === after) return found;
		after = next;
	}
}

function cursorIn(uri: string | undefined): string | undefined {
	if (uri === undefined) return undefined;
	return new URLSearchParams(uri.slice(uri.indexOf('?') + 1)).get('after') ?? undefined;
}
