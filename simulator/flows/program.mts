import type { Conversation, Participant } from '../conversations/model.mts';
import type { Named, Queue } from '../directory/directory.mts';
import type { JsonObject } from '../http/json.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';
import type { Expression, Types, Value } from './values.mts';

/** A flow that was read and found good. */
export interface Program {
	initial: ReadonlyMap<string, Expression>;
	steps: readonly Step[];
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

/** One action. Tells whether the flow is over with it: transferred, disconnected or at its end. */
export type Step = (run: Run) => boolean;

/** What actions are checked against. */
export interface Context {
	types: Types;
	/** What the organization has and the uploading client may see. */
	queues: readonly Queue[];
	skills: readonly Named[];
	languages: readonly Named[];
	/** Steps of a list of actions; problems with them go to `problems`. */
	steps(actions: unknown, where: string): Step[];
	problems: string[];
}

/** A kind of action: what it is written with, beside its name, and what it does. */
export interface ActionKind {
	keys: readonly string[];
	/** Checks the fields and makes the step. @throws Error saying what is wrong with them */
	compile(fields: JsonObject, context: Context): Step;
}

export const action = (keys: readonly string[], compile: ActionKind['compile']): ActionKind => ({ keys, compile });

/** Runs steps until one of them ends the flow. */
export const runSteps = (steps: readonly Step[], run: Run): boolean => steps.some((step) => step(run));
