import { InvalidInputError } from './errors';

/** Something that Genesys Cloud names with its ID; the name is there where it is known. */
export type Reference = { id: string; name?: string };

/** Does it look like an ID of Genesys Cloud's own? */
export function isGuid(id: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

/** Genesys Cloud writes its IDs in small letters; people may not. */
export function isSameId(one: string | undefined, other: string | undefined): boolean {
	return one?.toLowerCase() === other?.toLowerCase();
}

/** What needs no escaping in a URL (RFC 3986, 2.3). Dots alone would lead to another path: `DELETE …/open/..` is `DELETE …/`. */
const ID = /^(?!\.+$)[\w.~-]+$/;

/** An ID as a segment of a path. @throws InvalidInputError for what Genesys Cloud cannot have as an ID: nothing, `..`, slashes, blanks */
export function pathId(displayName: string, id: string): string {
	if (ID.test(id)) return id;
	const message = `"${displayName}" is ${id === '' ? 'empty' : 'not a valid Genesys Cloud ID'}`;
	const advice = 'Check the source of the ID. Genesys Cloud IDs look like 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e.';
	throw new InvalidInputError(displayName, message, advice);
}
