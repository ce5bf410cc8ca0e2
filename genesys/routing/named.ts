import { allPages, page, type Page } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { isSameId } from '../ids';
import { asText, type JsonObject } from '../json';

/** What chats are routed by, and groups of agents. Flows find each by its name, so names are what people pick. */
export type Named = { id: string; name: string };

/**
 * Where each is listed. That languages and skills ask for the two permissions is what people report; UNCONFIRMED. Skills
 * are found by the beginning of their name only, so they are searched here.
 */
const KINDS = {
	/** Permission: routing:queue:view. */
	queue: { path: '/api/v2/routing/queues', order: { sortOrder: 'asc' }, screen: 'Admin › Queues' },
	/** Permission: routing:language:view. */
	language: { path: '/api/v2/routing/languages', order: { sortOrder: 'asc' }, screen: 'Admin › ACD Skills & Languages' },
	/** Permission: routing:skill:view. */
	skill: { path: '/api/v2/routing/skills', order: {}, screen: 'Admin › ACD Skills & Languages' },
	/** The SDK names no permission for it. */
	group: { path: '/api/v2/groups', order: { sortOrder: 'ASC' }, screen: 'Admin › Groups' },
} as const;

export type Kind = keyof typeof KINDS;

/** One page; of queues only those whose name contains the text. */
export async function listNamed(client: GenesysClient, kind: Kind, pageNumber: number, nameContains = ''): Promise<Page<Named>> {
	const { path, order } = KINDS[kind];
	const isSearch = kind === 'queue' && nameContains !== '';
	const query = { pageSize: 100, pageNumber, ...order, ...(isSearch && { name: `*${nameContains}*` }) };
	const { entities, pageCount } = await client.call({ method: 'GET', path, query }, { what: `List ${kind}s`, read: page });
	return { entities: entities.flatMap(parseNamed), pageCount };
}

/** All that the role may see. */
export async function allNamed(client: GenesysClient, kind: Kind): Promise<Named[]> {
	return await allPages(async (pageNumber) => await listNamed(client, kind, pageNumber));
}

/** What has the name, by one request, in whatever case; otherwise all that there are. */
export async function lookUp(client: GenesysClient, kind: Kind, name: string, what: string): Promise<Named | Named[]> {
	// Genesys takes an asterisk at the ends of a name as a wildcard, so what comes back is compared here too.
	const request = { method: 'GET', path: KINDS[kind].path, query: { pageSize: 100, pageNumber: 1, name } } as const;
	const { entities } = await client.call(request, { what, read: page });
	const found = withName(name, entities.flatMap(parseNamed));
	if (found) return found;
	const all = await allNamed(client, kind);
	return withName(name, all) ?? all;
}

/** What has exactly this name. @throws RefusedError `queue.not.found` and the like, naming what exists */
export async function findNamed(client: GenesysClient, kind: Kind, name: string, what: string): Promise<Named> {
	const found = await lookUp(client, kind, name, what);
	if (Array.isArray(found)) throw unknownName(kind, name, what, found);
	return found;
}

/** What has these names or IDs, each once. @throws RefusedError `group.not.found` and the like, naming what exists */
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

/** The one that is written exactly so comes first. */
export function withName<T extends Partial<Named>>(name: string, all: readonly T[]): T | undefined {
	return all.find((one) => one.name === name) ?? all.find((one) => one.name?.toLowerCase() === name.toLowerCase());
}

function parseNamed(entity: JsonObject): Named[] {
	const id = asText(entity.id);
	return id ? [{ id, name: asText(entity.name) ?? id }] : [];
}

const MAX_LISTED = 10; // Maximum names in an error.

/** The error for a name that does not exist. @param all what exists, of which the most similar names are listed */
export function unknownName(kind: Kind, name: string, what: string, all: readonly Named[]): RefusedError {
	const ranked = all.map((one) => ({ name: one.name, likeness: likeness(one.name, name) }));
	ranked.sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1));
	const names = ranked.slice(0, MAX_LISTED).map((one) => `"${one.name}"`).join(', ');
	const count = all.length > MAX_LISTED ? ` (${MAX_LISTED} of ${all.length})` : '';
	const use = all.length > 0 ? `Use one of these${count}: ${names}.` : `Check the name (${KINDS[kind].screen}).`;
	const advice = kind === 'queue' ? `${use} If the queue exists, add its division to the role of the OAuth client or signed-in user.` : use;
	return new RefusedError({ code: `${kind}.not.found`, message: `${what}: Genesys Cloud has no ${kind} "${name}"`, advice });
}

/** From 0 to 1: how many pairs of letters two names share. */
function likeness(one: string, other: string): number {
	const [a, b] = [one, other].map((text) => new Set(Array.from(text.toLowerCase(), (letter, at) => letter + text.toLowerCase().charAt(at + 1))));
	return [...a].filter((pair) => b.has(pair)).length / Math.max(a.size, b.size, 1);
}
