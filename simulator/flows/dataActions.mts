import { touch } from '../conversations/lifecycle.mts';
import { customerOf } from '../conversations/model.mts';
import { byName } from '../directory/directory.mts';
import type { Named } from '../directory/directory.mts';
import { isObject } from '../http/json.mts';
import { listIn, objectIn, textIn, valueField, variableNamed, wrapped } from './fields.mts';
import { runSteps } from './program.mts';
import type { ActionKind } from './program.mts';
import type { ValueType } from './values.mts';

/** An attribute that is not there leaves its variable NOT_SET. */
const getParticipantData: ActionKind = (fields, context) => {
	const reads = wrapped(fields, 'attributes', 'attribute').map((attribute) => ({
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
};

const setParticipantData: ActionKind = (fields, context) => {
	const writes = wrapped(fields, 'attributes', 'attribute').map((attribute) => ({
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
};

/** Statements of "Update Data" by the type of their value. Which spelling language skills have is UNCONFIRMED. */
const STATEMENTS: Readonly<Record<string, ValueType>> = {
	string: 'string',
	integer: 'integer',
	decimal: 'decimal',
	boolean: 'boolean',
	queue: 'queue',
	skill: 'skill',
	language: 'language',
	languageSkill: 'language',
};

const updateData: ActionKind = (fields, context) => {
	const sets = listIn(fields, 'statements').flatMap((statement) =>
		Object.entries(statement).map(([kind, inner]) => {
			const type = Object.hasOwn(STATEMENTS, kind) ? STATEMENTS[kind] : undefined;
			if (!type || !isObject(inner)) throw new Error(`statements: "${kind}" is not known`);
			return {
				variable: variableNamed(inner['variable'], type, context),
				value: valueField(inner, 'value', type, context),
			};
		}),
	);
	return ({ variables }) => {
		for (const { variable, value } of sets) variables.set(variable, value.value(variables));
		return false;
	};
};

/**
 * The dynamic look-ups: an object of the organisation by its name. That upper and lower case are the same is
 * UNCONFIRMED.
 */
function find(type: 'queue' | 'skill' | 'language', list: 'queues' | 'skills' | 'languages'): ActionKind {
	return (fields, context) => {
		const name = valueField(fields, 'findName', 'string', context);
		const variable = variableNamed(objectIn(fields, 'findResult')['var'], type, context);
		const outputs = objectIn(fields, 'outputs');
		const branch = (output: string) =>
			context.steps(objectIn(outputs, output)['actions'] ?? [], `the output "${output}"`);
		const found = branch('found');
		const notFound = branch('notFound');
		return (run) => {
			const result = byName<Named>(run.world[list], textIn(name, run));
			run.variables.set(variable, result);
			return runSteps(result ? found : notFound, run);
		};
	};
}

/** Actions that read and write data. */
export const DATA_ACTIONS: Readonly<Record<string, ActionKind>> = {
	getParticipantData,
	setParticipantData,
	updateData,
	findQueue: find('queue', 'queues'),
	findSkill: find('skill', 'skills'),
	findLanguageSkill: find('language', 'languages'),
};
