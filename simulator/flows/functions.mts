import { fits, NOT_SET } from './values.mts';
import type { Expression, Value, ValueType } from './values.mts';

interface Fn {
	/** undefined = a value of whatever type. */
	takes: ReadonlyArray<ValueType | undefined>;
	gives(args: readonly Expression[]): ValueType;
	value(args: readonly Value[]): Value;
}

const toInt = (text: Value): number | undefined => (/^\s*[+-]?\d+\s*$/.test(String(text)) ? Number(text) : undefined);

/** Of Architect's functions those that route a chat; the names are the same in upper and lower case. */
const FUNCTIONS: Readonly<Record<string, Fn>> = {
	isset: { takes: [undefined], gives: () => 'boolean', value: ([it]) => it !== undefined },
	isnotsetorempty: {
		takes: ['string'],
		gives: () => 'boolean',
		value: ([text]) => text === undefined || text === '',
	},
	toint: { takes: ['string'], gives: () => 'integer', value: ([text]) => toInt(text) },
	if: {
		takes: ['boolean', undefined, undefined],
		gives: ([, yes = NOT_SET, no = NOT_SET]) => {
			if (!fits(yes.type, no.type) && !fits(no.type, yes.type)) {
				throw new Error(`If() has to give the same type both ways, not ${yes.type} and ${no.type}`);
			}
			return yes.type === 'nothing' ? no.type : yes.type;
		},
		value: ([condition, yes, no]) => (condition === true ? yes : no),
	},
};

const same = (a: Value, b: Value): boolean =>
	typeof a === 'object' && typeof b === 'object' ? a.id === b.id : a !== undefined && a === b;

const OPERATORS: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
	'==': same,
	'!=': (a, b) => !same(a, b),
	and: (a, b) => a === true && b === true,
	or: (a, b) => a === true || b === true,
};

/**
 * A function with its values.
 * @throws Error if there is no such function, or if it takes other values
 */
export function called(name: string, args: readonly Expression[]): Expression {
	const fn = Object.hasOwn(FUNCTIONS, name.toLowerCase()) ? FUNCTIONS[name.toLowerCase()] : undefined;
	if (!fn) throw new Error(`the function ${name}() is not known`);
	const { takes } = fn;
	if (args.length !== takes.length) throw new Error(`${name}() takes ${takes.length} value(s), not ${args.length}`);
	takes.forEach((wanted, index) => {
		const given = args[index]?.type ?? 'nothing';
		if (wanted && !fits(given, wanted)) throw new Error(`${name}() takes the type ${wanted}, not ${given}`);
	});
	return { type: fn.gives(args), value: (variables) => fn.value(args.map((arg) => arg.value(variables))) };
}

/**
 * Two values with an operator between them.
 * @param wanted the type of both; without it they have to have the same one
 * @throws Error if they do not
 */
export function combined(name: string, left: Expression, right: Expression, wanted: ValueType | undefined): Expression {
	const good = wanted
		? [left, right].every(({ type }) => fits(type, wanted))
		: fits(left.type, right.type) || fits(right.type, left.type);
	if (!good) throw new Error(`${left.type} ${name} ${right.type} is not possible`);
	const operator = OPERATORS[name];
	return { type: 'boolean', value: (variables) => operator?.(left.value(variables), right.value(variables)) };
}
