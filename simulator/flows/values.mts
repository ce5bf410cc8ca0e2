/** Types of Architect's values. `nothing` is what NOT_SET has: it fits everywhere. */
export type ValueType = 'string' | 'integer' | 'decimal' | 'boolean' | 'queue' | 'skill' | 'language' | 'nothing';

/** A queue, skill or language is an object with a name; NOT_SET is undefined. */
export type Value = string | number | boolean | { id: string; name: string } | undefined;

export type Variables = ReadonlyMap<string, Value>;
export type Types = ReadonlyMap<string, ValueType>;

export interface Expression {
	type: ValueType;
	value(variables: Variables): Value;
}

export const NOT_SET: Expression = { type: 'nothing', value: () => undefined };

export const fits = (type: ValueType, wanted: ValueType): boolean =>
	type === wanted || type === 'nothing' || (type === 'integer' && wanted === 'decimal');
