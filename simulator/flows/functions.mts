import { sought } from '../directory/directory.mts';
import type { Named } from '../directory/directory.mts';
import { FlowError, fits, NOT_SET } from './values.mts';
import type { Expression, Scene, Value, ValueType } from './values.mts';

interface Taken {
	/** undefined = any type. */
	type?: ValueType;
	/** NOT_SET is an error at run time. */
	needsValue?: true;
}

interface Fn {
	takes: readonly Taken[];
	/** Whether the last argument may repeat. */
	repeats?: true;
	gives: ValueType | ((args: readonly Expression[]) => ValueType);
	/** `arg(n)` evaluates the n-th value. */
	value(arg: (index: number) => Value, scene: Scene, count: number): Value;
}

const ANY: Taken = {};
const TEXT: Taken = { type: 'string' };
const SET_TEXT: Taken = { type: 'string', needsValue: true };
const SET_TEXTS: Taken = { type: 'strings', needsValue: true };

const textOf = (value: Value): string => (value === undefined ? '' : String(value));
const listOf = (value: Value): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : []);

/** Whitespace is NOT_SET. Other text that isn't an integer is an error. */
function toInt(text: string): number | undefined {
	if (text.trim() === '') return undefined;
	if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new FlowError('ToInt() of a text that is no whole number');
	return Number(text);
}

function itemAt(list: readonly string[], index: number): string {
	const item = list[index];
	if (item === undefined) throw new FlowError(`GetAt() of item ${index} in a collection of ${list.length}`);
	return item;
}

/** Searches by ID first, then by name, case-insensitive. NOT_SET unless exactly one is found. */
const search = (gives: 'queue' | 'skill' | 'language', list: 'queues' | 'skills' | 'languages'): Fn => ({
	takes: [TEXT],
	gives,
	value: (arg, { world }) => sought<Named>(world[list], textOf(arg(0))),
});

/** The branches must have the same type. Only the selected one is evaluated. */
const choice: Fn = {
	takes: [{ type: 'boolean' }, ANY, ANY],
	gives: ([, yes = NOT_SET, no = NOT_SET]) => {
		if (!fits(yes.type, no.type) && !fits(no.type, yes.type)) {
			throw new Error(`Both branches of If() must have the same type, not ${yes.type} and ${no.type}`);
		}
		return yes.type === 'nothing' ? no.type : yes.type;
	},
	value: (arg) => arg(arg(0) === true ? 1 : 2),
};

/**
 * Architect's functions for routing, with the parameters and results in its function table
 * (purecloud-flow-scripting-api-sdk-javascript). Names are case-insensitive.
 */
const FUNCTIONS: Readonly<Record<string, Fn>> = {
	append: {
		takes: [TEXT, TEXT],
		repeats: true,
		gives: 'string',
		value: (arg, _scene, count) => Array.from({ length: count }, (_, index) => textOf(arg(index))).join(''),
	},
	count: { takes: [SET_TEXTS], gives: 'integer', value: (arg) => listOf(arg(0)).length },
	findlanguageskill: search('language', 'languages'),
	findqueue: search('queue', 'queues'),
	findskill: search('skill', 'skills'),
	getat: {
		takes: [SET_TEXTS, { type: 'integer', needsValue: true }],
		gives: 'string',
		value: (arg) => itemAt(listOf(arg(0)), Number(arg(1))),
	},
	if: choice,
	isnotsetorempty: { takes: [ANY], gives: 'boolean', value: (arg) => arg(0) === undefined || arg(0) === '' },
	isset: { takes: [ANY], gives: 'boolean', value: (arg) => arg(0) !== undefined },
	length: { takes: [SET_TEXT], gives: 'integer', value: (arg) => textOf(arg(0)).length },
	replace: {
		takes: [SET_TEXT, SET_TEXT, TEXT],
		gives: 'string',
		value: (arg) => {
			const [text, from, to] = [0, 1, 2].map((index) => textOf(arg(index))) as [string, string, string];
			return from === '' ? text : text.replaceAll(from, () => to);
		},
	},
	split: {
		takes: [SET_TEXT, SET_TEXT],
		gives: 'strings',
		value: (arg) => textOf(arg(0)).split(textOf(arg(1))),
	},
	toint: { takes: [TEXT], gives: 'integer', value: (arg) => toInt(textOf(arg(0))) },
	trim: {
		takes: [SET_TEXT],
		gives: 'string',
		value: (arg) => textOf(arg(0)).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''),
	},
};

/**
 * A function call.
 * @throws Error if the function doesn't exist or the arguments don't match
 */
export function called(name: string, args: readonly Expression[]): Expression {
	const fn = Object.hasOwn(FUNCTIONS, name.toLowerCase()) ? FUNCTIONS[name.toLowerCase()] : undefined;
	if (!fn) throw new Error(`the function ${name}() is not known`);
	const { takes, repeats = false, gives } = fn;
	if (repeats ? args.length < takes.length : args.length !== takes.length) {
		throw new Error(`${name}() takes ${takes.length} value(s)${repeats ? ' or more' : ''}, not ${args.length}`);
	}
	const takenAt = (index: number): Taken => takes[index] ?? takes.at(-1) ?? ANY;
	args.forEach(({ type: given }, index) => {
		const { type: wanted } = takenAt(index);
		if (wanted && !fits(given, wanted)) throw new Error(`${name}() takes the type ${wanted}, not ${given}`);
	});
	const value = (scene: Scene): Value => {
		const arg = (index: number): Value => {
			const given = args[index]?.value(scene);
			if (given === undefined && takenAt(index).needsValue) throw new FlowError(`${name}() of NOT_SET`);
			return given;
		};
		return fn.value(arg, scene, args.length);
	};
	return { type: typeof gives === 'function' ? gives(args) : gives, value };
}
