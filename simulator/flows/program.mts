import type { Conversation, Participant } from '../conversations/model.mts';
import type { DataAction } from '../dataActions/actions.mts';
import type { Named, Queue } from '../directory/directory.mts';
import type { JsonObject } from '../http/json.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';
import { FlowError } from './values.mts';
import type { Expression, Types, Value } from './values.mts';

/** A flow that was read and found good: for messages, or a workflow. */
export interface Program<R = Run> {
	initial: ReadonlyMap<string, Expression>;
	steps: readonly Step<R>[];
}

/** One message's way through a flow. */
export interface Run {
	world: World;
	integration: Integration;
	conversation: Conversation;
	/** The flow's own participant. */
	participant: Participant;
	variables: Map<string, Value>;
}

/** One event's way through a workflow. */
export interface WorkflowRun {
	world: World;
	/** Of the event, with `{id}`. */
	topicName: string;
	variables: Map<string, Value>;
}

/** One action. Tells whether the flow is over with it: transferred, disconnected or at its end. */
export type Step<R = Run> = (run: R) => boolean;

/** What actions are checked against. */
export interface Context<R = Run> {
	types: Types;
	/** The data action of this name in this category. */
	dataAction(category: string, name: string): DataAction | undefined;
	/** What the organisation has and the uploading client may see. */
	queues: readonly Queue[];
	skills: readonly Named[];
	languages: readonly Named[];
	/** Steps of a list of actions; problems with them go to `problems`. */
	steps(actions: unknown, where: string): Step<R>[];
	problems: string[];
}

/** A kind of action: what it is written with, beside its name, and what it does. */
export interface ActionKind<R = Run> {
	keys: readonly string[];
	/** Checks the fields and makes the step. @throws Error saying what is wrong with them */
	compile(fields: JsonObject, context: Context<R>): Step<R>;
}

/** Runs steps until one of them ends the flow. */
export const runSteps = <R,>(steps: readonly Step<R>[], run: R): boolean => steps.some((step) => step(run));

/** An action of message flows. */
export const action = (keys: readonly string[], compile: ActionKind['compile']): ActionKind => ({ keys, compile });

/** Runs a flow. @returns whether one of its steps ended it, or the error in which it ended */
export function runUntilError(run: () => boolean): boolean | FlowError {
	try {
		return run();
	} catch (error) {
		if (error instanceof FlowError) return error;
		throw error;
	}
}
