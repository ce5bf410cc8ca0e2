import type { Trigger } from '../automation/triggers.mts';
import type { JsonObject } from '../http/json.mts';
import type { World } from '../world.mts';
import { workflowOf } from './flow.mts';
import { runSteps, runUntilError } from './program.mts';
import type { Value, ValueType } from './values.mts';

/**
 * What a field of an event is in a variable of this type; undefined for what does not fit.
 */
function valueFor(field: unknown, type: ValueType | undefined): Value {
	if (typeof field === 'string') return type === 'string' ? field : undefined;
	if (typeof field !== 'number' && typeof field !== 'boolean') return undefined;
	if (type === 'string') return String(field);
	if (typeof field === 'boolean') return type === 'boolean' ? field : undefined;
	return type === 'decimal' || (type === 'integer' && Number.isInteger(field)) ? field : undefined;
}

/**
 * Runs the workflow of a trigger, if there is one: with `TopLevelPrimitives` the event's field `x` fills `Flow.x`. An
 * error of the workflow ends it.
 */
export function runWorkflow(world: World, { target, topicName }: Trigger, event: JsonObject): void {
	const workflow = workflowOf(world, target.id);
	if (!workflow) return;
	const variables = new Map<string, Value>();
	for (const [name, expression] of workflow.initial) variables.set(name, expression.value({ world, variables }));
	const isFilled = target.workflowTargetSettings.dataFormat === 'TopLevelPrimitives';
	for (const name of isFilled ? workflow.inputs : []) {
		const field = event[name.replace(/^Flow\./, '')];
		const isTaken = typeof field === 'string' || world.settings.numbersFillVariables;
		const value = isTaken ? valueFor(field, workflow.types.get(name)) : undefined;
		if (value !== undefined) variables.set(name, value);
	}
	runUntilError(() => runSteps(workflow.steps, { world, topicName, variables }));
}
