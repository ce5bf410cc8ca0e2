import { InvalidInputError } from './errors';

/** An object in Genesys Cloud, with its name if known. */
export type Reference = { id: string; name?: string };

/** Whether it has the format of Genesys Cloud's IDs. */
export function isGuid(id: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

/** Compares IDs case-insensitively. Genesys Cloud's are lower case, but users may enter upper case. */
export function isSameId(one: string | undefined, other: string | undefined): boolean {
	return one?.toLowerCase() === other?.toLowerCase();
}

/** Characters that need no escaping in a URL (RFC 3986, 2.3). Only dots would change the path: `DELETE …/open/..` is `DELETE …/`. */
const ID = /^(?!\.+$)[\w.~-]+$/;

/** An ID as a path segment. @throws InvalidInputError for an invalid ID, such as an empty one, `..`, or one with slashes or spaces */
export function pathId(displayName: string, id: string): string {
	if (ID.test(id)) return id;
	const message = `"${displayName}" is ${id === '' ? 'empty' : 'not a valid Genesys Cloud ID'}`;
	const advice = 'Check the source of the ID. Genesys Cloud IDs look like 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e.';
	throw new InvalidInputError(displayName, message, advice);
}
