import { InvalidInputError } from './errors';

/** What needs no escaping in a URL (RFC 3986, 2.3). Dots alone would lead to another path: `DELETE …/open/..` is `DELETE …/`. */
const ID = /^(?!\.+$)[\w.~-]+$/;

/** An ID as a segment of a path. @throws InvalidInputError for what Genesys Cloud cannot have as an ID: nothing, `..`, slashes, blanks */
export function pathId(displayName: string, id: string): string {
	if (ID.test(id)) return id;
	const message = `"${displayName}" is ${id === '' ? 'empty' : 'not an ID that Genesys Cloud can have'}`;
	const advice = 'Check where the ID comes from. IDs of Genesys Cloud look like 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e.';
	throw new InvalidInputError(displayName, message, advice);
}
