import { fits } from './values.mts';
import type { Expression, Value, ValueType } from './values.mts';

const same = (a: Value, b: Value): boolean => {
	if (typeof a === 'object' && typeof b === 'object') return 'id' in a && 'id' in b && a.id === b.id;
	return a !== undefined && a === b;
};

type Operator = (a: Value, b: Value) => boolean;

const compared =
	(holds: (a: number, b: number) => boolean): Operator =>
	(a, b) =>
		typeof a === 'number' && typeof b === 'number' && holds(a, b);

const OPERATORS: Readonly<Record<string, { of?: ValueType; holds: Operator }>> = {
	'==': { holds: same },
	'!=': { holds: (a, b) => !same(a, b) },
	'<': { of: 'decimal', holds: compared((a, b) => a < b) },
	'>': { of: 'decimal', holds: compared((a, b) => a > b) },
	'<=': { of: 'decimal', holds: compared((a, b) => a <= b) },
	'>=': { of: 'decimal', holds: compared((a, b) => a >= b) },
	and: { of: 'boolean', holds: (a, b) => a === true && b === true },
	or: { of: 'boolean', holds: (a, b) => a === true || b === true },
};

/**
 * Two values with an operator. Both are always evaluated. Whether Architect skips the second operand of `and` and
 * `or` is UNCONFIRMED.
 * @throws Error if the types don't match each other or the operator
 */
export function combined(name: string, left: Expression, right: Expression): Expression {
	const { of: wanted, holds } = OPERATORS[name] ?? { holds: () => false };
	const good = wanted
		? [left, right].every(({ type }) => fits(type, wanted))
		: fits(left.type, right.type) || fits(right.type, left.type);
	if (!good) throw new Error(`${left.type} ${name} ${right.type} is not possible`);
	return { type: 'boolean', value: (scene) => holds(left.value(scene), right.value(scene)) };
}
