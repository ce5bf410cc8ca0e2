import { asNumber, asObject, asObjects, asText, type JsonObject } from './json';

/** Reads the body of a 2xx answer; `undefined` for one that Genesys Cloud does not send there, such as a proxy's page. */
export type Reader<T> = (body: unknown) => T | undefined;

export function objectWithId(body: unknown): (JsonObject & { id: string }) | undefined {
	const object = asObject(body);
	const id = asText(object?.id);
	return object && id ? { ...object, id } : undefined;
}

export type Page<T = JsonObject> = { entities: T[]; pageCount: number };
/** A page of one of Genesys Cloud's lists. The models have `entities` as optional: an empty list may be left out. */
export function page(body: unknown): Page | undefined {
	const { entities, pageCount, total } = asObject(body) ?? {};
	const isEmpty = entities === undefined && asNumber(total) === 0;
	return Array.isArray(entities) || isEmpty ? { entities: asObjects(entities), pageCount: asNumber(pageCount) ?? 1 } : undefined;
}

/** What is wanted on all pages of a list, or on as many as it takes until there is enough. Pages are numbered from 1. */
export async function allPages<T>(
	readPage: (pageNumber: number) => Promise<Page<T>>,
	isEnough: (found: T[]) => boolean = () => false,
	isWanted: (entity: T) => boolean = () => true,
): Promise<T[]> {
	const found: T[] = [];
	for (let pageNumber = 1; ; pageNumber++) {
		const { entities, pageCount } = await readPage(pageNumber);
		found.push(...entities.filter(isWanted));
		if (pageNumber >= pageCount || entities.length === 0 || isEnough(found)) return found;
	}
}

/** What answers to queries have beside their list. */
const BESIDE_LIST = ['totalHits', 'aggregations', 'systemToOrganizationMappings'];
/** The list in the answer to a query, which Genesys leaves out when it is empty. */
export function listIn(key: string): Reader<JsonObject[]> {
	return (body) => {
		const answer = asObject(body);
		if (!answer) return undefined;
		if (key in answer) return asObjects(answer[key]);
		return Object.keys(answer).every((name) => BESIDE_LIST.includes(name)) ? [] : undefined;
	};
}

/** An object whose content does not matter. */
export function anObject(body: unknown): JsonObject | undefined {
	const object = asObject(body);
	return object && !('error' in object) ? object : undefined;
}

/** For calls whose answer says nothing: no body, or an object. */
export function acknowledgement(body: unknown): true | undefined {
	const isEmpty = body === undefined || body === null || body === '';
	return isEmpty || anObject(body) ? true : undefined;
}
