import { byName } from '../directory/directory.mts';
import type { Named } from '../directory/directory.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { parseExpression } from './expression.mts';
import type { Context } from './program.mts';
import { fits, NOT_SET } from './values.mts';
import type { Expression, Scene, Types, Value, ValueType } from './values.mts';

/** Objects for validating literals. */
type Scope = Pick<Context, 'queues' | 'skills' | 'languages'> & { types: Types };

const KINDS = { queue: 'queues', skill: 'skills', language: 'languages' } as const;

function namedLiteral(literal: unknown, type: keyof typeof KINDS, scope: Scope): Value {
	const name = isObject(literal) ? literal['name'] : literal;
	if (!isFilledText(name)) throw new Error(`a literal ${type} is written as { name: … }`);
	const list: readonly Named[] = scope[KINDS[type]];
	const found = byName(list, name);
	if (!found) throw new Error(`the ${type} "${name}" does not exist`);
	return found;
}

function literalOf(literal: unknown, type: ValueType, scope: Scope): Value {
	if (type === 'queue' || type === 'skill' || type === 'language') return namedLiteral(literal, type, scope);
	if (type === 'string' && ['string', 'number', 'boolean'].includes(typeof literal)) return String(literal);
	if (type === 'boolean' && typeof literal === 'boolean') return literal;
	if (type === 'integer' && Number.isInteger(literal)) return literal as number;
	if (type === 'decimal' && typeof literal === 'number') return literal;
	throw new Error(`the literal is not of the type ${type}`);
}

/**
 * A value in Architect's format: `{ exp: … }`, `{ lit: … }` or `{ noValue: true }`.
 * @throws Error with the field
 */
export function valueField(fields: JsonObject, field: string, type: ValueType, scope: Scope): Expression {
	const value = fields[field];
	try {
		const kinds = isObject(value) ? Object.keys(value) : [];
		if (!isObject(value) || kinds.length !== 1 || !['exp', 'lit', 'noValue'].includes(kinds[0] ?? '')) {
			throw new Error('a value is written as { exp: … }, { lit: … } or { noValue: true }');
		}
		if (value['noValue'] === true) return NOT_SET;
		if (value['lit'] !== undefined) {
			const literal = literalOf(value['lit'], type, scope);
			return { type, value: () => literal };
		}
		if (!isFilledText(value['exp'])) throw new Error('{ exp: … } or { lit: … } is missing');
		const expression = parseExpression(value['exp'], scope.types);
		if (!fits(expression.type, type)) throw new Error(`the type ${type} is needed, not ${expression.type}`);
		return expression;
	} catch (error) {
		throw new Error(`${field}: ${error instanceof Error ? error.message : String(error)}`);
	}
}

/** An optional value. */
export const optionalValue = (fields: JsonObject, field: string, type: ValueType, scope: Scope): Expression =>
	fields[field] === undefined ? NOT_SET : valueField(fields, field, type, scope);

/**
 * The name of a variable that accepts a value of this type.
 * @throws Error if it isn't declared or has another type
 */
export function variableNamed(name: unknown, type: ValueType, { types }: Scope): string {
	if (!isFilledText(name)) throw new Error('the name of a variable is missing');
	const declared = types.get(name);
	if (!declared) throw new Error(`the variable ${name} is not declared`);
	if (!fits(type, declared)) throw new Error(`the variable ${name} is of the type ${declared}, not ${type}`);
	return name;
}

/** An optional list of objects. @throws Error with the field */
export function listIn(fields: JsonObject, field: string): JsonObject[] {
	const list = fields[field] ?? [];
	if (!Array.isArray(list) || !list.every(isObject)) throw new Error(`${field}: a list of objects is needed`);
	return list;
}

/** Architect rejects unknown keys. @throws Error with the key */
export function onlyKeys(fields: JsonObject, keys: readonly string[]): void {
	const unknown = Object.keys(fields).find((key) => !keys.includes(key));
	if (unknown !== undefined) throw new Error(`the key "${unknown}" is not known`);
}

/**
 * The entries of a list in which each one is wrapped in a key, as in `- attribute: {…}`.
 * @param keys allowed keys of each entry
 * @throws Error with the field
 */
export const wrapped = (fields: JsonObject, field: string, key: string, keys: readonly string[]): JsonObject[] =>
	listIn(fields, field).map((entry) => {
		const inner = entry[key];
		if (!isObject(inner)) throw new Error(`${field}: each entry is written as "${key}:"`);
		onlyKeys(entry, [key]);
		onlyKeys(inner, keys);
		return inner;
	});

/** A field that the simulator supports only as `{ noValue: true }`. @throws Error with the field */
export function noValueField(fields: JsonObject, field: string): void {
	const value = fields[field];
	if (value === undefined || (isObject(value) && value['noValue'] === true)) return;
	throw new Error(`${field}: the simulator supports only { noValue: true }`);
}

/** An optional object. @throws Error with the field */
export const objectIn = (fields: JsonObject, field: string): JsonObject => {
	const value = fields[field] ?? {};
	if (!isObject(value)) throw new Error(`${field}: an object is needed`);
	return value;
};

/** The value as a string. NOT_SET is an empty one. */
export const textIn = (expression: Expression, scene: Scene): string => String(expression.value(scene) ?? '');
