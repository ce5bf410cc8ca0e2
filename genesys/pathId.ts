import { InvalidInputError } from './errors';

/** Letters, digits and what else needs no escaping in a URL (RFC 3986, 2.3): IDs of Genesys Cloud have nothing else. */
const ID = /^[\w.~-]+$/;
/** Dots alone would lead to another path: `DELETE …/open/..` is `DELETE …/`. */
const DOTS = /^\.+$/;

/**
 * An ID as a segment of a path, such as `/api/v2/conversations/${pathId('Conversation ID', id)}`.
 *
 * @param displayName as the user knows it
 * @throws InvalidInputError for what Genesys Cloud cannot have as an ID: nothing, `..`, slashes, blanks, half a character
 */
export function pathId(displayName: string, id: string): string {
	if (ID.test(id) && !DOTS.test(id)) return id;
	throw new InvalidInputError(
		displayName,
		id === '' ? `"${displayName}" is empty` : `"${displayName}" is not an ID that Genesys Cloud can have`,
		'Check where the ID comes from. IDs of Genesys Cloud look like 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e.',
	);
}
