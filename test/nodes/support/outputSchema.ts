import type { IDataObject } from 'n8n-workflow';

/** The type of values as n8n's schema files name it; objects have every key that any of them has. `null` stands for an omitted value. */
function typeOf(values: unknown[]): IDataObject {
	const present = values.filter((value) => value !== null);
	const [first = null] = present;
	if (Array.isArray(first)) return { type: 'array', ...(present.flat().length > 0 && { items: typeOf(present.flat()) }) };
	if (typeof first !== 'object' || first === null) return { type: first === null ? 'null' : typeof first };
	const entries = present.flatMap((value) => Object.entries(value as object).filter(([, field]) => field !== undefined));
	const keys = [...new Set(entries.map(([key]) => key))];
	const properties = keys.map((key) => [key, typeOf(entries.filter(([name]) => name === key).map(([, field]) => field as unknown))]);
	return { type: 'object', ...(keys.length > 0 && { properties: Object.fromEntries(properties) as IDataObject }) };
}

/** The schema file of a node that emits these items. */
export const schemaOf = (items: IDataObject[]): IDataObject => ({ ...typeOf(items), version: 1 });

export interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Names of all fields in a schema, including nested ones. */
export function fieldsIn({ properties = {}, items }: Schema): string[] {
	const nested = [...Object.values(properties), ...(items ? [items] : [])];
	return [...Object.keys(properties), ...nested.flatMap(fieldsIn)];
}

/** Fields of a real item that the schema lacks. An object without properties may have any fields. */
export function unknownFields(schema: Schema, value: unknown, path = 'item'): string[] {
	if (value === null || value === undefined) return [];
	if (Array.isArray(value)) return value.flatMap((entry) => unknownFields(schema.items ?? { type: 'none' }, entry, `${path}[]`));
	if (typeof value !== schema.type) return [path];
	if (typeof value !== 'object' || !schema.properties) return [];
	const { properties } = schema;
	return Object.entries(value).flatMap(([name, field]) =>
		Object.hasOwn(properties, name) ? unknownFields(properties[name], field, `${path}.${name}`) : [`${path}.${name}`],
	);
}
