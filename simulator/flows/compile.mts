import { parseDocument } from 'yaml';

import { findDivision, sees } from '../directory/divisions.mts';
import type { Division } from '../directory/divisions.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { OAuthClient } from '../oauth/clients.mts';
import type { World } from '../world.mts';
import { DATA_ACTIONS } from './dataActions.mts';
import { listIn, onlyKeys } from './fields.mts';
import { checkSettings } from './flowSettings.mts';
import type { Flow } from './flow.mts';
import type { ActionKind, Context, Step } from './program.mts';
import { ROUTING_ACTIONS } from './routingActions.mts';
import { declaredVariables } from './variables.mts';

/** Type of inbound message flows in Architect's YAML. */
const TYPE = 'inboundShortMessage';
const ACTIONS: Readonly<Record<string, ActionKind>> = { ...DATA_ACTIONS, ...ROUTING_ACTIONS };

export type Uploaded = Pick<Flow, 'name' | 'description' | 'division' | 'program'>;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Compiles a flow in Architect's YAML as Architect would, with this organization's queues.
 * @returns the flow, or all errors
 */
export function compileFlow(world: World, client: OAuthClient, yaml: string): Uploaded | { problems: string[] } {
	const problems: string[] = [];
	try {
		const { name, fields, state } = flowIn(yaml);
		const { skills, languages } = world;
		const queues = world.queues.filter(({ division }) => sees(client, division));
		const declarations = [...listIn(fields, 'variables'), ...listIn(state, 'variables')];
		const { types, initial } = declaredVariables(declarations, { queues, skills, languages });
		const context = contextOf({ types, queues, skills, languages, problems });
		const steps = context.steps(state['actions'], `the state "${String(state['name'])}"`);
		const division = divisionOf(world, client, fields);
		if (problems.length > 0) return { problems };
		const { description } = fields;
		return { name, description: isFilledText(description) ? description : '', division, program: { initial, steps } };
	} catch (error) {
		return { problems: [...problems, messageOf(error)] };
	}
}

/** @throws Error if it isn't YAML or an inbound message flow, or doesn't define its start */
function flowIn(yaml: string): { name: string; fields: JsonObject; state: JsonObject } {
	const document = parseDocument(yaml);
	const [error] = document.errors;
	if (error) throw new Error(`The YAML is invalid: ${error.message}`);
	const root: unknown = document.toJS();
	const types = isObject(root) ? Object.keys(root) : [];
	if (!isObject(root) || types.length !== 1 || types[0] !== TYPE) {
		throw new Error(`The file must contain one flow of the type ${TYPE}, not ${types.join(', ') || 'nothing'}.`);
	}
	const fields = root[TYPE];
	if (!isObject(fields)) throw new Error(`${TYPE} is empty.`);
	if (!isFilledText(fields['name'])) throw new Error('The flow has no name.');
	checkSettings(fields);
	return { name: fields['name'].trim(), fields, state: startOf(fields) };
}

/** `startUpRef: "/inboundShortMessage/states/state[refId]"`. */
function startOf(fields: JsonObject): JsonObject {
	const { startUpRef } = fields;
	const [, from, refId] = /^(\/\w+|\.)\/states\/state\[(.+)\]$/.exec(String(startUpRef)) ?? [];
	const states = listIn(fields, 'states').flatMap(({ state }) => (isObject(state) ? [state] : []));
	for (const state of states) onlyKeys(state, ['name', 'refId', 'variables', 'actions']);
	const start = states.find((state) => state['refId'] === refId);
	if (!start || !(from === '.' || from === `/${TYPE}`)) {
		throw new Error(`startUpRef: there is no state ${String(startUpRef)}; the flow has no beginning.`);
	}
	return start;
}

/** @throws Error for a division that doesn't exist or in which the client has no permissions */
function divisionOf(world: World, client: OAuthClient, { division = 'Home' }: JsonObject): Division {
	const found = findDivision(world, String(division));
	if (!found || !sees(client, found)) throw new Error(`The division "${String(division)}" does not exist.`);
	return found;
}

function contextOf(scope: Omit<Context, 'steps'>): Context {
	const context: Context = {
		...scope,
		steps: (actions, where) => {
			if (Array.isArray(actions)) return actions.flatMap((action: unknown) => stepOf(action, where, context));
			scope.problems.push(`${where} has no list of actions.`);
			return [];
		},
	};
	return context;
}

/** Compiles one action. If it is invalid, returns none and reports an error that names it. */
function stepOf(action: unknown, where: string, context: Context): Step[] {
	const [kind = '', ...more] = isObject(action) ? Object.keys(action) : [];
	const fields = isObject(action) ? action[kind] : undefined;
	const known = Object.hasOwn(ACTIONS, kind) ? ACTIONS[kind] : undefined;
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
