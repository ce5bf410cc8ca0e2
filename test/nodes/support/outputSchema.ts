import type { IDataObject } from 'n8n-workflow';

/** The type of values in the words of n8n's schema files: of objects, every key that one of them has. */
function typeOf(values: unknown[]): IDataObject {
	const [first] = values;
	if (Array.isArray(first)) return { type: 'array', ...(values.flat().length > 0 && { items: typeOf(values.flat()) }) };
	if (typeof first !== 'object' || first === null) return { type: first === null ? 'null' : typeof first };
	const entries = values.flatMap((value) => Object.entries(value as object).filter(([, field]) => field !== undefined));
	const keys = [...new Set(entries.map(([key]) => key))];
	const properties = keys.map((key) => [key, typeOf(entries.filter(([name]) => name === key).map(([, field]) => field as unknown))]);
	return { type: 'object', ...(keys.length > 0 && { properties: Object.fromEntries(properties) as IDataObject }) };
}

/** The schema file of a node that emits these items. */
export const schemaOf = (items: IDataObject[]): IDataObject => ({ ...typeOf(items), version: 1 });
