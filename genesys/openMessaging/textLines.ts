/** Small parts of the plain text of structured content. */

export type Line = string | undefined;

export function bullet(text: Line): Line {
	return text === undefined ? undefined : `• ${text}`;
}

/** The parts that are there, with the separator between them. */
export function joined(separator: string, ...parts: Line[]): Line {
	const present = parts.filter((part) => part !== undefined);
	return present.length > 0 ? present.join(separator) : undefined;
}
