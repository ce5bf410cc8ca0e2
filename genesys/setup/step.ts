import { OurError, reworded } from '../errors';

export type StepName = 'queue' | 'supportedContent' | 'messagingSetting' | 'integration' | 'flow' | 'route' | 'threading';

/** One step of a plan. Planning only reads. */
export interface PlannedStep {
	step: StepName;
	action: 'create' | 'change' | 'keep';
	/** Of the object that the step is about; missing while it does not exist. */
	id?: string;
	name: string;
	/** What a person should know besides. */
	detail?: string;
}

const DONE = { create: 'created', change: 'changed', keep: 'unchanged' } as const;
const PLANNED = { create: 'wouldCreate', change: 'wouldChange', keep: 'unchanged' } as const;

/** A step as it is reported: carried out, or only planned. */
export interface StepReport extends Omit<PlannedStep, 'action'> {
	status: (typeof DONE)[PlannedStep['action']] | (typeof PLANNED)[PlannedStep['action']];
}

/** @param id of the object, once the step has been carried out */
export function reportOf({ step, action, name, detail }: PlannedStep, id: string | undefined, isDone: boolean): StepReport {
	const status = (isDone ? DONE : PLANNED)[action];
	return { step, status, ...(id === undefined ? {} : { id }), name, ...(detail === undefined ? {} : { detail }) };
}

/**
 * Runs one step.
 * @param done the steps before it that have been carried out
 * @throws the step's error, saying which step it was, what has been done, and that the next run continues
 */
export async function inStep<T>(step: StepName, done: readonly StepReport[], run: () => Promise<T>): Promise<T> {
	return await run().catch((error: unknown) => {
		throw inContext(step, done, error);
	});
}

function inContext(step: StepName, done: readonly StepReport[], error: unknown): unknown {
	if (!(error instanceof OurError)) return error;
	const before = done.map((report) => `${report.step} (${report.status})`).join(', ') || 'nothing';
	return reworded(error, {
		message: `Set up Genesys Cloud, step "${step}": ${error.message}`,
		advice: `${error.advice} Done before this step: ${before}. Then run it again: it continues from here.`,
	});
}
