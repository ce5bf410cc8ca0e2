import { displayName } from '../conversations/model.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { onlyKeys, optionalValue } from './fields.mts';
import type { Context, Run } from './program.mts';
import type { Expression, Types, Value, ValueType } from './values.mts';

type BuiltIn = Omit<Run, 'variables'>;

/** Architect's data of the message that started the flow. */
const BUILT_IN: Readonly<Record<string, (run: BuiltIn) => Value>> = {
	'Message.Message.body': ({ conversation }) => conversation.messages.findLast(({ from }) => from === 'customer')?.text,
	'Message.Message.senderAddressInfo.name': ({ conversation }) => displayName(conversation.customer),
	'Message.Message.senderAddressInfo.email': ({ conversation }) => conversation.customer.email,
	'Message.Message.senderAddressInfo.address': ({ conversation }) => conversation.customer.id,
};

/** Keys of variable declarations in public exports. */
const DECLARATIONS: Readonly<Record<string, ValueType>> = {
	stringVariable: 'string',
	integerVariable: 'integer',
	decimalVariable: 'decimal',
	booleanVariable: 'boolean',
	queueVariable: 'queue',
};
const KEYS = ['name', 'initialValue', 'isInput', 'isOutput'];

interface Declared {
	types: Types;
	initial: ReadonlyMap<string, Expression>;
}

/**
 * The variables of a flow and its state, including Architect's built-in ones.
 * @throws Error with the invalid variable
 */
export function declaredVariables(
	declarations: readonly JsonObject[],
	scope: Pick<Context, 'queues' | 'skills' | 'languages'>,
): Declared {
	const types = new Map<string, ValueType>(Object.keys(BUILT_IN).map((name) => [name, 'string']));
	const initial = new Map<string, Expression>();
	for (const declaration of declarations) {
		const [kind = '', ...more] = Object.keys(declaration);
		const fields = declaration[kind];
		const type = Object.hasOwn(DECLARATIONS, kind) ? DECLARATIONS[kind] : undefined;
		if (!type || more.length > 0 || !isObject(fields)) throw new Error(`variables: "${kind}" is not known.`);
		const { name } = fields;
		if (!isFilledText(name) || !/^(State|Flow)\.\w+$/.test(name)) {
			throw new Error(`variables: the name "${String(name)}" does not begin with State. or Flow.`);
		}
		onlyKeys(fields, KEYS);
		if (types.has(name)) throw new Error(`variables: ${name} is declared twice.`);
		initial.set(name, optionalValue(fields, 'initialValue', type, { ...scope, types }));
		types.set(name, type);
	}
	return { types, initial };
}

/** Initial values of the variables. */
export function startingValues(initial: ReadonlyMap<string, Expression>, run: BuiltIn): Map<string, Value> {
	const variables = new Map(Object.entries(BUILT_IN).map(([name, value]) => [name, value(run)]));
	for (const [name, expression] of initial) variables.set(name, expression.value({ ...run, variables }));
	return variables;
}
