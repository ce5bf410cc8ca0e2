import { allPages, page, type Page } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { isSameId } from '../ids';
import { asText, type JsonObject } from '../json';

/** A queue, skill, language, or group. Users select them by name, because flows find them by name. */
export type Named = { id: string; name: string };

/**
 * API paths and screens. The permissions for languages and skills are UNCONFIRMED. Genesys Cloud finds skills only by the
 * beginning of their name, so they are searched here.
 */
const KINDS = {
	/** Permission: routing:queue:view. */
	queue: { path: '/api/v2/routing/queues', order: { sortOrder: 'asc' }, screen: 'Admin › Queues' },
	/** Permission: routing:language:view. */
	language: { path: '/api/v2/routing/languages', order: { sortOrder: 'asc' }, screen: 'Admin › ACD Skills & Languages' },
	/** Permission: routing:skill:view. */
	skill: { path: '/api/v2/routing/skills', order: {}, screen: 'Admin › ACD Skills & Languages' },
	/** The SDK lists no permission. */
	group: { path: '/api/v2/groups', order: { sortOrder: 'ASC' }, screen: 'Admin › Groups' },
} as const;

export type Kind = keyof typeof KINDS;

/** One page. Only queues are filtered by `nameContains`. */
export async function listNamed(client: GenesysClient, kind: Kind, pageNumber: number, nameContains = ''): Promise<Page<Named>> {
	const { path, order } = KINDS[kind];
	const isSearch = kind === 'queue' && nameContains !== '';
	const query = { pageSize: 100, pageNumber, ...order, ...(isSearch && { name: `*${nameContains}*` }) };
	const { entities, pageCount } = await client.call({ method: 'GET', path, query }, { what: `List ${kind}s`, read: page });
	return { entities: entities.flatMap(parseNamed), pageCount };
}

/** Everything that the role can access. */
export async function allNamed(client: GenesysClient, kind: Kind): Promise<Named[]> {
	return await allPages(async (pageNumber) => await listNamed(client, kind, pageNumber));
}

/** The object with this name, case-insensitive, usually with one request. If there is none, all objects. */
export async function lookUp(client: GenesysClient, kind: Kind, name: string, what: string): Promise<Named | Named[]> {
	// Genesys Cloud treats an asterisk at either end of a name as a wildcard, so compare the results here.
	const request = { method: 'GET', path: KINDS[kind].path, query: { pageSize: 100, pageNumber: 1, name } } as const;
	const { entities } = await client.call(request, { what, read: page });
	const found = withName(name, entities.flatMap(parseNamed));
	if (found) return found;
	const all = await allNamed(client, kind);
	return withName(name, all) ?? all;
}

/** The object with this name. @throws RefusedError such as `queue.not.found`, with the existing names */
export async function findNamed(client: GenesysClient, kind: Kind, name: string, what: string): Promise<Named> {
	const found = await lookUp(client, kind, name, what);
	if (Array.isArray(found)) throw unknownName(kind, name, what, found);
	return found;
}

/** The objects with these names or IDs, without duplicates. @throws RefusedError such as `group.not.found`, with the existing names */
export async function findNamedOrId(client: GenesysClient, kind: Kind, wanted: readonly string[], what: string): Promise<Named[]> {
	if (wanted.length === 0) return [];
	const all = await allNamed(client, kind);
	const found = wanted.map((entry) => {
		const one = all.find(({ id }) => isSameId(id, entry)) ?? withName(entry, all);
		if (!one) throw unknownName(kind, entry, what, all);
		return one;
	});
	return [...new Set(found)];
}

/** Case-insensitive; an exact match wins. */
export function withName<T extends Partial<Named>>(name: string, all: readonly T[]): T | undefined {
	return all.find((one) => one.name === name) ?? all.find((one) => one.name?.toLowerCase() === name.toLowerCase());
}

function parseNamed(entity: JsonObject): Named[] {
	const id = asText(entity.id);
	return id ? [{ id, name: asText(entity.name) ?? id }] : [];
}

const MAX_LISTED = 10; // Maximum names in an error.

/** The error for an unknown name. @param all existing objects, of which the error lists the most similar names */
export function unknownName(kind: Kind, name: string, what: string, all: readonly Named[]): RefusedError {
	const ranked = all.map((one) => ({ name: one.name, likeness: likeness(one.name, name) }));
	ranked.sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1));
	const names = ranked.slice(0, MAX_LISTED).map((one) => `"${one.name}"`).join(', ');
	const count = all.length > MAX_LISTED ? ` (${MAX_LISTED} of ${all.length})` : '';
	const use = all.length > 0 ? `Use one of these${count}: ${names}.` : `Check the name (${KINDS[kind].screen}).`;
	const advice = kind === 'queue' ? `${use} If the queue exists, add its division to the role of the OAuth client or signed-in user.` : use;
	return new RefusedError({ code: `${kind}.not.found`, message: `${what}: Genesys Cloud has no ${kind} "${name}"`, advice });
}

/** Share of letter pairs that two names have in common, from 0 to 1. */
function likeness(one: string, other: string): number {
	const [a, b] = [one, other].map((text) => new Set(Array.from(text.toLowerCase(), (letter, at) => letter + text.toLowerCase().charAt(at + 1))));
	return [...a].filter((pair) => b.has(pair)).length / Math.max(a.size, b.size, 1);
}
