import type { Conversation, Participant } from '../conversations/model.mts';
import type { Named, Queue } from '../directory/directory.mts';
import type { JsonObject } from '../http/json.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';
import type { Expression, Types, Value } from './values.mts';

/** A compiled flow. */
export interface Program {
	initial: ReadonlyMap<string, Expression>;
	steps: readonly Step[];
}

/** One run of a flow. */
export interface Run {
	world: World;
	integration: Integration;
	conversation: Conversation;
	/** The flow's participant. */
	participant: Participant;
	variables: Map<string, Value>;
}

/** One action. Returns whether the flow has ended: transferred, disconnected, or finished. */
export type Step = (run: Run) => boolean;

/** Objects for validating actions. */
export interface Context {
	types: Types;
	/** The organization's objects that the uploading client may see. */
	queues: readonly Queue[];
	skills: readonly Named[];
	languages: readonly Named[];
	/** Compiles a list of actions. Adds errors to `problems`. */
	steps(actions: unknown, where: string): Step[];
	problems: string[];
}

/** A kind of action: its fields other than the name, and its behavior. */
export interface ActionKind {
	keys: readonly string[];
	/** Validates the fields and creates the step. @throws Error with the reason */
	compile(fields: JsonObject, context: Context): Step;
}

export const action = (keys: readonly string[], compile: ActionKind['compile']): ActionKind => ({ keys, compile });

/** Runs steps until one of them ends the flow. */
export const runSteps = (steps: readonly Step[], run: Run): boolean => steps.some((step) => step(run));
