/** What a template can name: `input.x` and `credentials.x`. */
export interface Named {
	input: Readonly<Record<string, string | number | boolean>>;
	credentials: Readonly<Record<string, string>>;
}

const REFERENCE = String.raw`\$(!?)\{(input|credentials)\.(\w+)\}`;
const ESCAPED = new RegExp(String.raw`\$(!?)esc\.jsonString\(${REFERENCE}\)`, 'g');
const PLAIN = new RegExp(REFERENCE, 'g');

const valueIn = (named: Named, place: string, name: string): string | undefined => {
	const values: Readonly<Record<string, unknown>> = place === 'input' ? named.input : named.credentials;
	return Object.hasOwn(values, name) ? String(values[name]) : undefined;
};

/**
 * A template with its values: of Apache Velocity references, and `esc.jsonString()` around one. What has no value stays
 * as it is written, and with a `!` behind the `$` it becomes nothing (Velocity's user guide, quiet reference notation).
 */
export function rendered(template: string, named: Named): string {
	// A value may look like a reference, so nothing that was put in is looked at again.
	const parts = new RegExp(`${ESCAPED.source}|${PLAIN.source}`, 'g');
	return template.replace(parts, (written: string, ...groups: Array<string | undefined>) => {
		const [quietEscape, , escapedPlace, escapedName, quiet, place = escapedPlace ?? '', name = escapedName ?? ''] = groups;
		const value = valueIn(named, place, name);
		if (value === undefined) return quietEscape === '!' || quiet === '!' ? '' : written;
		return escapedPlace === undefined ? value : JSON.stringify(value).slice(1, -1);
	});
}
