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

/** Runs the reading part of a step. Errors include the step's name. */
type InPlan = <T>(step: PlannedStep['step'], run: () => Promise<T>) => Promise<T>;

/** Something to set up in Genesys Cloud. */
export interface Setup {
	client: GenesysClient;
	/** Plans the steps in their order, without changing anything. */
	plan(inPlan: InPlan): Promise<PlannedStep[]>;
	/** Permissions needed to carry out the plan; without a plan, all that could be needed. */
	needs(plan?: PlannedStep[]): readonly PermissionNeed[];
}

/** `changed` is false after a dry run. Objects that don't exist yet have no ID. */
export type Outcome = { dryRun?: true; changed: boolean; steps: StepReport[] };

/**
 * Plans, checks the permissions if something needs to change, and carries out the plan. Running it again changes nothing after a
 * success, and continues after a failure.
 * @param dryRun only plan, and return what would change
 * @throws RefusedError `missing.permissions` with all missing permissions; and the errors of the steps
 */
export async function carryOut(setup: Setup, dryRun: boolean): Promise<Outcome> {
	const plan = await setup
		.plan(async (step, run) => await inStep(step, [], run))
		.catch(async (error: unknown) => {
			// If the role can't read, report everything that could be needed in one error.
			if (isPermissionError(error)) await requirePermissions(setup);
			throw error;
		});
	if (dryRun) return { dryRun: true, changed: false, steps: plan.map((planned) => reportOf(planned, PLANNED)) };
	if (plan.some(isChange)) await requirePermissions(setup, plan);
	const steps: StepReport[] = [];
	for (const planned of plan) {
		const { id, recipientId } = isChange(planned) && planned.apply ? await inStep(planned.step, steps, planned.apply) : planned;
		// Later steps of the plan refer to this step's IDs.
		Object.assign(planned, { id, recipientId });
		steps.push(reportOf(planned, DONE));
	}
	return { changed: plan.some(isChange), steps };
}

/** Runs one step. @throws its error, with the step's name, the completed steps, and the hint that the next run continues */
async function inStep<T>(step: PlannedStep['step'], done: readonly StepReport[], run: () => Promise<T>): Promise<T> {
	return await run().catch((error: unknown) => {
		if (!(error instanceof OurError)) throw error;
		const before = done.map((report) => `${report.step} (${report.status})`).join(', ') || 'none';
		const advice = `${error.advice} Then run Setup: Provision again; it continues from here. Completed steps: ${before}.`;
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
	const advice = 'Nothing was changed. Add the permissions to the role (Admin › Roles / Permissions) and run Setup: Provision again. You can remove them afterward.';
	throw new RefusedError({ code: 'missing.permissions', message, advice });
}
