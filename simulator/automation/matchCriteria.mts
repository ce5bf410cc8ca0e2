import { invalidValue, missingField } from '../http/apiError.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';

/** One condition on the body of an event (model `MatchCriteria`); all of a trigger's have to hold. */
export interface MatchCriterion {
	jsonPath: string;
	operator: Operator;
	value?: unknown;
	values?: unknown[];
}

const ordered = (found: unknown, value: unknown, holds: (difference: number) => boolean): boolean => {
	if (typeof found === 'number' && typeof value === 'number') return holds(found - value);
	if (typeof found !== 'string' || typeof value !== 'string') return false;
	return holds(found < value ? -1 : found > value ? 1 : 0);
};

const OPERATORS = {
	GreaterThanOrEqual: (found, { value }) => ordered(found, value, (difference) => difference >= 0),
	LessThanOrEqual: (found, { value }) => ordered(found, value, (difference) => difference <= 0),
	Equal: (found, { value }) => found === value,
	NotEqual: (found, { value }) => found !== value,
	LessThan: (found, { value }) => ordered(found, value, (difference) => difference < 0),
	GreaterThan: (found, { value }) => ordered(found, value, (difference) => difference > 0),
	NotIn: (found, { values = [] }) => !values.includes(found),
	In: (found, { values = [] }) => values.includes(found),
	Contains: (found, { value }) =>
		Array.isArray(found)
			? found.includes(value)
			: typeof found === 'string' && typeof value === 'string' && found.includes(value),
	All: (found, { values = [] }) => Array.isArray(found) && values.every((value) => found.includes(value)),
	Exists: (found, { value }) => (found !== undefined) === value,
	Size: (found, { value }) => (Array.isArray(found) || typeof found === 'string') && found.length === value,
} as const satisfies Record<string, (found: unknown, criterion: MatchCriterion) => boolean>;

type Operator = keyof typeof OPERATORS;

const WITH_VALUES: readonly string[] = ['In', 'NotIn', 'All'];

/** What a path leads to: names with dots between them, with or without `$.` in front. That is all that is understood. */
const valueAt = (body: JsonObject, path: string): unknown =>
	path
		.replace(/^\$\.?/, '')
		.split('.')
		.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), body);

/** @throws ApiError 400 for a condition that cannot be read */
export function criterionOf(given: unknown): MatchCriterion {
	if (!isObject(given)) throw invalidValue(given, 'matchCriteria', 'MatchCriteria');
	const { jsonPath, operator, value, values } = given;
	if (!isFilledText(jsonPath)) throw missingField('matchCriteria.jsonPath');
	if (typeof operator !== 'string' || !Object.hasOwn(OPERATORS, operator)) {
		throw invalidValue(operator, 'matchCriteria.operator', 'Operator', Object.keys(OPERATORS));
	}
	const wanted = WITH_VALUES.includes(operator) ? 'values' : 'value';
	if (given[wanted] === undefined) throw missingField(`matchCriteria.${wanted}`);
	if (values !== undefined && !Array.isArray(values)) throw invalidValue(values, 'matchCriteria.values', 'List');
	return {
		jsonPath,
		operator: operator as Operator,
		...(value !== undefined && { value }),
		...(values !== undefined && { values: values as unknown[] }),
	};
}

/** Does a condition hold, and what was looked at? (Model `MatchCriteriaTestResult`.) */
export function tested(criterion: MatchCriterion, body: JsonObject): JsonObject & { match: boolean } {
	const { jsonPath, operator } = criterion;
	const found = valueAt(body, jsonPath);
	return {
		...criterion,
		generatedJsonPathCondition: jsonPath,
		match: OPERATORS[operator](found, criterion),
		jsonPathExtraction: found === undefined ? [] : [{ value: found, path: `$['${jsonPath}']` }],
	};
}

export const allMatch = (criteria: readonly MatchCriterion[], body: JsonObject): boolean =>
	criteria.every((criterion) => tested(criterion, body).match);
