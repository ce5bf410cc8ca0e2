import { isPermissionError } from '../apiError';
import type { GenesysClient } from '../client';
import { OurError, RefusedError, reworded } from '../errors';
import { withoutUndefined } from '../json';
import { inWords, missingOf, type PermissionNeed } from '../oauth/permissions';
import type { PlannedStep } from './plan';

const DONE = { create: 'created', change: 'changed', keep: 'unchanged' } as const;
const PLANNED = { create: 'wouldCreate', change: 'wouldChange', keep: 'unchanged' } as const;
type Statuses = typeof DONE | typeof PLANNED;
export type StepReport = Pick<PlannedStep, 'step' | 'id' | 'name' | 'detail'> & { status: Statuses[PlannedStep['action']] };

/** Finds out what a step needs to know. Its error says which step it was. */
type InPlan = <T>(step: PlannedStep['step'], run: () => Promise<T>) => Promise<T>;

/** Something to be set up in Genesys Cloud. */
export interface Setup {
	client: GenesysClient;
	/** The steps in the order in which they are carried out, found out by reading alone. */
	plan(inPlan: InPlan): Promise<PlannedStep[]>;
	/** What carrying a plan out needs; without one, all that could be needed. */
	needs(plan?: PlannedStep[]): readonly PermissionNeed[];
}

/** `changed` is false after a dry run. IDs are missing for objects that do not exist yet. */
export type Outcome = { dryRun?: true; changed: boolean; steps: StepReport[] };

/**
 * Plans, checks the permissions if there is something to change, and carries the plan out. Repeated, it changes nothing after
 * success, and continues after a failure.
 * @param dryRun only plan, and return what would be changed
 * @throws RefusedError `missing.permissions` with all of them; and as the steps do
 */
export async function carryOut(setup: Setup, dryRun: boolean): Promise<Outcome> {
	const plan = await setup
		.plan(async (step, run) => await inStep(step, [], run))
		.catch(async (error: unknown) => {
			// Where the role may not look, name everything that could be needed at once.
			if (isPermissionError(error)) await requirePermissions(setup);
			throw error;
		});
	if (dryRun) return { dryRun: true, changed: false, steps: plan.map((planned) => reportOf(planned, PLANNED)) };
	if (plan.some(isChange)) await requirePermissions(setup, plan);
	const steps: StepReport[] = [];
	for (const planned of plan) {
		const { id, recipientId } = isChange(planned) && planned.apply ? await inStep(planned.step, steps, planned.apply) : planned;
		// Later steps of the plan refer to this one.
		Object.assign(planned, { id, recipientId });
		steps.push(reportOf(planned, DONE));
	}
	return { changed: plan.some(isChange), steps };
}

/** Runs one step. @throws its error, saying which step it was, what has been done, and that the next run continues */
async function inStep<T>(step: PlannedStep['step'], done: readonly StepReport[], run: () => Promise<T>): Promise<T> {
	return await run().catch((error: unknown) => {
		if (!(error instanceof OurError)) throw error;
		const before = done.map((report) => `${report.step} (${report.status})`).join(', ') || 'nothing';
		const advice = `${error.advice} Done before this step: ${before}. Then run it again: it continues from here.`;
		throw reworded(error, { message: `Set up Genesys Cloud, step "${step}": ${error.message}`, advice });
	});
}

export const isChange = ({ action }: PlannedStep): boolean => action !== 'keep';

function reportOf({ step, action, id, name, detail }: PlannedStep, statuses: Statuses): StepReport {
	return withoutUndefined({ step, status: statuses[action], id, name, detail });
}

async function requirePermissions({ client, needs }: Setup, plan?: PlannedStep[]): Promise<void> {
	const missing = await missingOf(client, needs(plan));
	if (missing.length === 0) return;
	const message = `Set up Genesys Cloud: the role of the OAuth client or signed-in user lacks ${missing.map(inWords).join('; ')}`;
	const advice = 'Nothing has been changed. Add these to the role (Admin › Roles / Permissions) and run this again; afterwards they can be removed.';
	throw new RefusedError({ code: 'missing.permissions', message, advice });
}
