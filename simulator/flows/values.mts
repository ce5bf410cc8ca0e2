import type { Directory } from '../directory/directory.mts';

/** Types of Architect's values; `strings` is a collection of texts. `nothing` is what NOT_SET has: it fits everywhere. */
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

/** What an expression reads while the flow runs: its variables, and what the organization has by now. */
export interface Scene {
	variables: Variables;
	world: Pick<Directory, 'queues' | 'skills' | 'languages'>;
}

export interface Expression {
	type: ValueType;
	/** @throws FlowError for what is an error at run time in Architect too */
	value(scene: Scene): Value;
}

/** An error of the flow while it runs: its error handling takes over. */
export class FlowError extends Error {
	override name = 'FlowError';
}

export const NOT_SET: Expression = { type: 'nothing', value: () => undefined };

export const fits = (type: ValueType, wanted: ValueType): boolean =>
	type === wanted || type === 'nothing' || (type === 'integer' && wanted === 'decimal');
