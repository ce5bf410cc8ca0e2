import { callAction } from '../dataActions/callAction.mts';
import type { InputType } from '../dataActions/actions.mts';
import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { objectIn, onlyKeys, valueField } from './fields.mts';
import type { ActionKind, WorkflowRun } from './program.mts';
import type { ValueType } from './values.mts';

const VALUE_TYPES: Readonly<Record<InputType, ValueType>> = {
	string: 'string',
	integer: 'integer',
	number: 'decimal',
	boolean: 'boolean',
};

/** The only key of an object and what it holds: `category: { name: … }`. */
function onlyEntry(fields: JsonObject, field: string): [string, JsonObject] {
	const [entry, ...more] = Object.entries(objectIn(fields, field));
	if (!entry || more.length > 0 || !isObject(entry[1])) throw new Error(`${field}: one name with an object is needed`);
	return [entry[0], entry[1]];
}

/**
 * "Call Data Action", with the action by its category and name. It has to exist when the flow is published, and takes
 * what its contract says. UNCONFIRMED: an input without a value is left out of the call. What the call gives is not read.
 */
const callData: ActionKind<WorkflowRun>['compile'] = (fields, context) => {
	const [category, inCategory] = onlyEntry(fields, 'category');
	const [name, call] = onlyEntry(inCategory, 'dataAction');
	const action = context.dataAction(category, name);
	if (!action) throw new Error(`the data action "${name}" of the category "${category}" does not exist`);
	onlyKeys(call, ['inputs', 'successOutputs', 'failureOutputs']);
	const given = objectIn(call, 'inputs');
	const values = Object.keys(given).map((input) => {
		const type = action.inputs.get(input);
		if (!type) throw new Error(`the data action "${name}" has no input "${input}"`);
		return { input, expression: valueField(given, input, VALUE_TYPES[type], context) };
	});
	const missing = action.required.filter((input) => !Object.hasOwn(given, input));
	if (missing.length > 0) throw new Error(`the data action "${name}" needs the input "${missing.join('", "')}"`);
	return (run) => {
		const set = values.flatMap(({ input, expression }) => {
			const value = expression.value(run);
			return value === undefined || typeof value === 'object' ? [] : [[input, value] as const];
		});
		callAction(run.world, action.id, Object.fromEntries(set), run.topicName);
		return false;
	};
};

const endWorkflow: ActionKind<WorkflowRun>['compile'] = (fields, context) => {
	valueField(fields, 'exitReason', 'string', context);
	return () => true;
};

/** Actions of workflows. */
export const WORKFLOW_ACTIONS: Readonly<Record<string, ActionKind<WorkflowRun>>> = {
	callData: { keys: ['timeout', 'category', 'outputs'], compile: callData },
	endWorkflow: { keys: ['exitReason'], compile: endWorkflow },
};
