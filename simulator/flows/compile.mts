import { parseDocument } from 'yaml';

import { actionNamed } from '../dataActions/actions.mts';
import { findDivision, sees } from '../directory/divisions.mts';
import type { Division } from '../directory/divisions.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { OAuthClient } from '../oauth/clients.mts';
import type { World } from '../world.mts';
import { DATA_ACTIONS } from './dataActions.mts';
import { listIn, onlyKeys } from './fields.mts';
import { checkSettings } from './flowSettings.mts';
import type { YamlType } from './flowSettings.mts';
import { MESSAGE_FLOW, WORKFLOW } from './flow.mts';
import type { Flow } from './flow.mts';
import type { ActionKind, Context, Program, Step } from './program.mts';
import { ROUTING_ACTIONS } from './routingActions.mts';
import { declaredVariables, MESSAGE_VARIABLES } from './variables.mts';
import { WORKFLOW_ACTIONS } from './workflowActions.mts';

/** Which flow types are known. */
const TYPES: readonly YamlType[] = ['inboundShortMessage', 'workflow'];
const MESSAGE_ACTIONS = { ...DATA_ACTIONS, ...ROUTING_ACTIONS };

export type Uploaded = Pick<Flow, 'name' | 'description' | 'division' | 'type' | 'program' | 'workflow'>;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Reads a flow in Architect's YAML as Architect would, with this organisation's queues in view.
 * @returns the flow, or everything that is wrong with it
 */
export function compileFlow(world: World, client: OAuthClient, yaml: string): Uploaded | { problems: string[] } {
	const problems: string[] = [];
	try {
		const { type, name, fields, state } = flowIn(yaml);
		const { skills, languages } = world;
		const queues = world.queues.filter(({ division }) => sees(client, division));
		const declarations = [...listIn(fields, 'variables'), ...listIn(state, 'variables')];
		const builtIn = type === 'workflow' ? [] : MESSAGE_VARIABLES;
		const { types, initial, inputs } = declaredVariables(declarations, { queues, skills, languages }, builtIn);
		const dataAction: Context['dataAction'] = (category, action) => actionNamed(world, category, action);
		const scope = { types, dataAction, queues, skills, languages, problems };
		const programOf = <R,>(actions: Actions<R>): Program<R> => {
			const steps = contextOf(scope, actions).steps(state['actions'], `the state "${String(state['name'])}"`);
			return { initial, steps };
		};
		const program =
			type === 'workflow'
				? { type: WORKFLOW, workflow: { ...programOf(WORKFLOW_ACTIONS), types, inputs } }
				: { type: MESSAGE_FLOW, program: programOf(MESSAGE_ACTIONS) };
		const division = divisionOf(world, client, fields);
		if (problems.length > 0) return { problems };
		const { description } = fields;
		return { name, description: isFilledText(description) ? description : '', division, ...program };
	} catch (error) {
		return { problems: [...problems, messageOf(error)] };
	}
}

/** @throws Error for what is no YAML, no flow of a known type, or does not say where it starts */
function flowIn(yaml: string): { type: YamlType; name: string; fields: JsonObject; state: JsonObject } {
	const document = parseDocument(yaml);
	const [error] = document.errors;
	if (error) throw new Error(`The YAML cannot be read: ${error.message}`);
	const root: unknown = document.toJS();
	const types = isObject(root) ? Object.keys(root) : [];
	const type = TYPES.find((known) => known === types[0]);
	if (!isObject(root) || types.length !== 1 || !type) {
		const wanted = TYPES.join(' or ');
		throw new Error(`The file has to hold one flow of the type ${wanted}, not ${types.join(', ') || 'nothing'}.`);
	}
	const fields = root[type];
	if (!isObject(fields)) throw new Error(`${type} is empty.`);
	if (!isFilledText(fields['name'])) throw new Error('The flow has no name.');
	checkSettings(type, fields);
	return { type, name: fields['name'].trim(), fields, state: startOf(type, fields) };
}

/** `startUpRef: "/inboundShortMessage/states/state[refId]"`. */
function startOf(type: YamlType, fields: JsonObject): JsonObject {
	const { startUpRef } = fields;
	const [, from, refId] = /^(\/\w+|\.)\/states\/state\[(.+)\]$/.exec(String(startUpRef)) ?? [];
	const states = listIn(fields, 'states').flatMap(({ state }) => (isObject(state) ? [state] : []));
	for (const state of states) onlyKeys(state, ['name', 'refId', 'variables', 'actions']);
	const start = states.find((state) => state['refId'] === refId);
	if (!start || !(from === '.' || from === `/${type}`)) {
		throw new Error(`startUpRef: there is no state ${String(startUpRef)}; the flow has no beginning.`);
	}
	return start;
}

/** @throws Error for a division that does not exist, or in which the client may do nothing */
function divisionOf(world: World, client: OAuthClient, { division = 'Home' }: JsonObject): Division {
	const found = findDivision(world, String(division));
	if (!found || !sees(client, found)) throw new Error(`The division "${String(division)}" does not exist.`);
	return found;
}

type Actions<R> = Readonly<Record<string, ActionKind<R>>>;

function contextOf<R>(scope: Omit<Context<R>, 'steps'>, kinds: Actions<R>): Context<R> {
	const context: Context<R> = {
		...scope,
		steps: (actions, where) => {
			if (Array.isArray(actions)) return actions.flatMap((action: unknown) => stepOf(action, where, context, kinds));
			scope.problems.push(`${where} has no list of actions.`);
			return [];
		},
	};
	return context;
}

/** One action; none, and a problem that names it, if it is not good. */
function stepOf<R>(action: unknown, where: string, context: Context<R>, kinds: Actions<R>): Step<R>[] {
	const [kind = '', ...more] = isObject(action) ? Object.keys(action) : [];
	const fields = isObject(action) ? action[kind] : undefined;
	const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
	if (!known || more.length > 0) {
		context.problems.push(`Unknown action "${[kind, ...more].join(', ')}" in ${where}.`);
		return [];
	}
	const name = isObject(fields) ? fields['name'] : undefined;
	try {
		if (!isObject(fields) || !isFilledText(name)) throw new Error('the action has no name');
		onlyKeys(fields, ['name', ...known.keys]);
		return [known.compile(fields, context)];
	} catch (error) {
		context.problems.push(`${kind} "${isFilledText(name) ? name : ''}": ${messageOf(error)}.`);
		return [];
	}
}
