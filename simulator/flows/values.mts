import type { Directory } from '../directory/directory.mts';

/** Types of Architect's values; `strings` is a collection of texts. `nothing` is the type of NOT_SET, which matches every type. */
export type ValueType =
	| 'string'
	| 'integer'
	| 'decimal'
	| 'boolean'
	| 'queue'
	| 'skill'
	| 'language'
	| 'strings'
	| 'nothing';

/** A queue, skill or language is an object with a name; NOT_SET is undefined. */
export type Value = string | number | boolean | { id: string; name: string } | readonly string[] | undefined;

export type Variables = ReadonlyMap<string, Value>;
export type Types = ReadonlyMap<string, ValueType>;

/** An expression's context at run time: the variables and the organization's current objects. */
export interface Scene {
	variables: Variables;
	world: Pick<Directory, 'queues' | 'skills' | 'languages'>;
}

export interface Expression {
	type: ValueType;
	/** @throws FlowError for run-time errors that Architect has, too */
	value(scene: Scene): Value;
}

/** A run-time error of the flow, which its error handling processes. */
export class FlowError extends Error {
	override name = 'FlowError';
}

export const NOT_SET: Expression = { type: 'nothing', value: () => undefined };

export const fits = (type: ValueType, wanted: ValueType): boolean =>
	type === wanted || type === 'nothing' || (type === 'integer' && wanted === 'decimal');
