import { badRequest, invalidValue } from '../http/apiError.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';

export type Facts = Record<string, string | undefined>;

const OPERATORS = ['matches', 'exists', 'notExists'];

function predicateMatches(predicate: JsonObject, facts: Facts): boolean {
	const { operator = 'matches', dimension, value } = predicate;
	if (!OPERATORS.includes(String(operator))) throw invalidValue(operator, 'operator', 'Operator', OPERATORS);
	const actual = facts[String(dimension)];
	if (operator === 'exists') return actual !== undefined;
	if (operator === 'notExists') return actual === undefined;
	if (typeof value !== 'string') throw invalidValue(value, 'value', 'String');
	return actual?.toLowerCase() === value.toLowerCase();
}

function list(value: unknown, field: string): JsonObject[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value) || !value.every(isObject)) throw invalidValue(value, field, 'List');
	return value;
}

/**
 * Validates a list of filters first, so that errors are reported even without data.
 * @param dimensions the allowed dimensions
 * @throws ApiError 400
 */
export function checkedFilters(value: unknown, field: string, dimensions: readonly string[]): JsonObject[] {
	const filters = list(value, field);
	for (const filter of filters) {
		const { type } = filter;
		if (type !== 'and' && type !== 'or') throw invalidValue(type, `${field}.type`, 'FilterType', ['and', 'or']);
		for (const { dimension } of list(filter['predicates'], `${field}.predicates`)) {
			if (typeof dimension !== 'string') throw badRequest();
			if (!dimensions.includes(dimension)) throw invalidValue(dimension, 'dimension', 'Dimension', dimensions);
		}
		checkedFilters(filter['clauses'], `${field}.clauses`, dimensions);
	}
	return filters;
}

/** Whether a filter (`and` or `or` over predicates and clauses) matches. An empty one does. */
export function filterMatches(filter: JsonObject, facts: Facts): boolean {
	const results = [
		...list(filter['predicates'], 'predicates').map((predicate) => predicateMatches(predicate, facts)),
		...list(filter['clauses'], 'clauses').map((clause) => filterMatches(clause, facts)),
	];
	return results.length === 0 || (filter['type'] === 'or' ? results.includes(true) : !results.includes(false));
}
