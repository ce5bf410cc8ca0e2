import { touch } from '../conversations/lifecycle.mts';
import { customerOf } from '../conversations/model.mts';
import { isObject } from '../http/json.mts';
import { listIn, onlyKeys, textIn, valueField, variableNamed, wrapped } from './fields.mts';
import { action } from './program.mts';
import type { ActionKind } from './program.mts';
import type { ValueType } from './values.mts';

/** A missing attribute leaves its variable NOT_SET. */
const getParticipantData = action(['attributes'], (fields, context) => {
	const reads = wrapped(fields, 'attributes', 'attribute', ['name', 'variable']).map((attribute) => ({
		name: valueField(attribute, 'name', 'string', context),
		variable: variableNamed(attribute['variable'], 'string', context),
	}));
	return (run) => {
		const data = customerOf(run.conversation)?.attributes ?? {};
		for (const { name, variable } of reads) {
			const key = textIn(name, run);
			run.variables.set(variable, Object.hasOwn(data, key) ? data[key] : undefined);
		}
		return false;
	};
});

const setParticipantData = action(['attributes'], (fields, context) => {
	const writes = wrapped(fields, 'attributes', 'attribute', ['name', 'value']).map((attribute) => ({
		name: valueField(attribute, 'name', 'string', context),
		value: valueField(attribute, 'value', 'string', context),
	}));
	return (run) => {
		const customer = customerOf(run.conversation);
		for (const { name, value } of writes) {
			if (customer) customer.attributes = { ...customer.attributes, [textIn(name, run)]: textIn(value, run) };
		}
		touch(run.world, run.conversation);
		return false;
	};
});

/** Statements of "Update Data" in public exports, by value type. */
const STATEMENTS: Readonly<Record<string, ValueType>> = {
	string: 'string',
	integer: 'integer',
	decimal: 'decimal',
	boolean: 'boolean',
	queue: 'queue',
};

const updateData = action(['statements'], (fields, context) => {
	const sets = listIn(fields, 'statements').flatMap((statement) =>
		Object.entries(statement).map(([kind, inner]) => {
			const type = Object.hasOwn(STATEMENTS, kind) ? STATEMENTS[kind] : undefined;
			if (!type || !isObject(inner)) throw new Error(`statements: "${kind}" is not known`);
			onlyKeys(inner, ['variable', 'value']);
			return {
				variable: variableNamed(inner['variable'], type, context),
				value: valueField(inner, 'value', type, context),
			};
		}),
	);
	return (run) => {
		for (const { variable, value } of sets) run.variables.set(variable, value.value(run));
		return false;
	};
});

/** Actions that read and write data. No public export of a message flow contains Find actions, only FindQueue() and similar functions. */
export const DATA_ACTIONS: Readonly<Record<string, ActionKind>> = { getParticipantData, setParticipantData, updateData };
