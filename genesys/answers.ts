import { asNumber, asObject, asObjects, asText, type JsonObject } from './json';

/** Reads the body of a 2xx response. `undefined` if Genesys Cloud wouldn't send it, such as a proxy's page. */
export type Reader<T> = (body: unknown) => T | undefined;

export function objectWithId(body: unknown): (JsonObject & { id: string }) | undefined {
	const object = asObject(body);
	const id = asText(object?.id);
	return object && id ? { ...object, id } : undefined;
}

export type Page<T = JsonObject> = { entities: T[]; pageCount: number };
/** A page of a list. `entities` is optional in the models: an empty list may be omitted. */
export function page(body: unknown): Page | undefined {
	const { entities, pageCount, total } = asObject(body) ?? {};
	const isEmpty = entities === undefined && asNumber(total) === 0;
	return Array.isArray(entities) || isEmpty ? { entities: asObjects(entities), pageCount: asNumber(pageCount) ?? 1 } : undefined;
}

const MAX_PAGES = 50; // At 100 entries a page, more than any organization has.
/** Reads all pages of a list, or until `isEnough`. Pages are numbered from 1. */
export async function allPages<T>(readPage: (pageNumber: number) => Promise<Page<T>>, isEnough?: (found: T[]) => boolean): Promise<T[]> {
	const found: T[] = [];
	for (let pageNumber = 1; ; pageNumber++) {
		const { entities, pageCount } = await readPage(pageNumber);
		found.push(...entities);
		if (pageNumber >= Math.min(pageCount, MAX_PAGES) || isEnough?.(found)) return found;
	}
}

/** Fields of query responses besides their list. */
const BESIDE_LIST = ['totalHits', 'aggregations', 'systemToOrganizationMappings'];
/** The list in a query response. Genesys Cloud omits an empty list. */
export function listIn(key: string): Reader<JsonObject[]> {
	return (body) => {
		const answer = asObject(body);
		if (!answer) return undefined;
		if (key in answer) return asObjects(answer[key]);
		return Object.keys(answer).every((name) => BESIDE_LIST.includes(name)) ? [] : undefined;
	};
}

/** Any object. */
export function anObject(body: unknown): JsonObject | undefined {
	const object = asObject(body);
	return object && !('error' in object) ? object : undefined;
}

/** For calls without a meaningful response: no body, or an object. */
export function acknowledgement(body: unknown): true | undefined {
	const isEmpty = body === undefined || body === null || body === '';
	return isEmpty || anObject(body) ? true : undefined;
}
