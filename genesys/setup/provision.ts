import { isPermissionError } from '../apiError';
import type { GenesysClient } from '../client';
import { InvalidInputError, OurError, RefusedError, reworded } from '../errors';
import { withoutUndefined } from '../json';
import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, inWords, missingOf, THREADING_NEEDS } from '../oauth/permissions';
import { unreachableReason } from '../urls';
import { findNamed } from '../routing/named';
import type { Upload } from '../upload';
import { planFlow } from './flow';
import { planIntegration } from './integrationStep';
import type { PlannedStep, WantedSetup } from './plan';
import { MESSAGING_SETTING, planProfile, SUPPORTED_CONTENT } from './profiles';
import { planRoute } from './route';
import { MAX_WINDOW_MINUTES, planThreading } from './threading';

/** A simulator or gateway (`isOwnOrigin`) may deliver to URLs that Genesys Cloud cannot reach. */
export type SetupTools = { client: GenesysClient; upload: Upload; isOwnOrigin: boolean };

const DONE = { create: 'created', change: 'changed', keep: 'unchanged' } as const;
const PLANNED = { create: 'wouldCreate', change: 'wouldChange', keep: 'unchanged' } as const;
type Statuses = typeof DONE | typeof PLANNED;
type StepReport = Pick<PlannedStep, 'step' | 'id' | 'name' | 'detail'> & { status: Statuses[PlannedStep['action']] };
/** IDs are missing for objects that do not exist, after a dry run. */
export type Provisioned = ReturnType<typeof outcomeOf> & { dryRun?: true };

/**
 * Sets up whatever is missing between a webhook and a queue. Repeated, it changes nothing after success, and continues after a failure.
 * @param dryRun only plan, and return what would be changed
 * @throws InvalidInputError; RefusedError `missing.permissions` with all of them; and as the steps do
 */
export async function provision(tools: SetupTools, wanted: WantedSetup, dryRun = false): Promise<Provisioned> {
	const { client } = tools;
	requireValid(wanted, tools.isOwnOrigin);
	const plan = await planSetup(tools, wanted).catch(async (error: unknown) => {
		// Where the role may not look, name everything that could be needed at once.
		if (isPermissionError(error)) await requirePermissions(client, wanted, wanted.ownFlow === '');
		throw error;
	});
	if (dryRun) return { dryRun: true, ...outcomeOf(plan.map((planned) => reportOf(planned, PLANNED))) };
	if (plan.some(isChange)) await requirePermissions(client, wanted, plan.some((planned) => planned.step === 'flow' && isChange(planned)));
	const done: StepReport[] = [];
	for (const planned of plan) {
		const { id, recipientId } = isChange(planned) && planned.apply ? await inStep(planned.step, done, planned.apply) : planned;
		// Later steps of the plan refer to this one.
		Object.assign(planned, { id, recipientId });
		done.push(reportOf(planned, DONE));
	}
	return outcomeOf(done);
}

/** In the order in which the steps are carried out. */
async function planSetup({ client, upload }: SetupTools, wanted: WantedSetup): Promise<PlannedStep[]> {
	const { name, threadingWindowMinutes: minutes } = wanted;
	const inPlan = async (step: PlannedStep['step'], run: () => Promise<PlannedStep>) => await inStep(step, [], run);
	const findIt = async () => await findNamed(client, 'queue', wanted.queueName, 'Find the queue');
	const queue = await inPlan('queue', async () => ({ step: 'queue', action: 'keep', ...(await findIt()) }));
	const supportedContent = await inPlan('supportedContent', async () => await planProfile(client, SUPPORTED_CONTENT, name));
	const messagingSetting = await inPlan('messagingSetting', async () => await planProfile(client, MESSAGING_SETTING, name));
	const profiles = { supportedContent, messagingSetting };
	const integration = await inPlan('integration', async () => await planIntegration(client, wanted, profiles));
	const flow = await inPlan('flow', async () => await planFlow(client, upload, wanted, queue));
	const route = await inPlan('route', async () => await planRoute(client, [integration, flow], wanted.replaceRoute));
	const plan = [queue, supportedContent, messagingSetting, integration, flow, route];
	return minutes === undefined ? plan : [...plan, await inPlan('threading', async () => await planThreading(client, minutes))];
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

const isChange = ({ action }: PlannedStep): boolean => action !== 'keep';

function reportOf({ step, action, id, name, detail }: PlannedStep, statuses: Statuses): StepReport {
	return withoutUndefined({ step, status: statuses[action], id, name, detail });
}

function outcomeOf(steps: StepReport[]) {
	const [queue, , , integration, flow] = steps.map(({ id, name }) => ({ id, name }));
	const changed = steps.some(({ status }) => status === 'created' || status === 'changed');
	return { integrationId: integration.id, integrationName: integration.name, queue, flowId: flow.id, changed, steps };
}

function requireValid({ webhookUrl, threadingWindowMinutes: minutes }: WantedSetup, isOwnOrigin: boolean): void {
	const reason = webhookUrl === '' || isOwnOrigin ? undefined : unreachableReason(webhookUrl);
	if (reason) {
		const advice = 'Enter a public https URL on port 443, or leave the field out: the trigger registers its own URL.';
		throw new InvalidInputError('Webhook URL', `Genesys Cloud cannot deliver to ${webhookUrl}: ${reason}`, advice);
	}
	if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 0 && minutes <= MAX_WINDOW_MINUTES)) {
		const field = 'Threading Window (Minutes)';
		throw new InvalidInputError(field, `"${field}" is ${minutes}`, `Enter whole minutes from 0 to ${MAX_WINDOW_MINUTES}.`);
	}
}

async function requirePermissions(client: GenesysClient, { threadingWindowMinutes }: WantedSetup, uploadsFlow: boolean): Promise<void> {
	const threading = threadingWindowMinutes === undefined ? [] : THREADING_NEEDS;
	const missing = await missingOf(client, [...BASE_NEEDS, ...(uploadsFlow ? FLOW_UPLOAD_NEEDS : []), ...threading]);
	if (missing.length === 0) return;
	const message = `Set up Genesys Cloud: the role of the OAuth client or signed-in user lacks ${missing.map(inWords).join('; ')}`;
	const advice = 'Nothing has been changed. Add these to the role (Admin › Roles / Permissions) and run this again; afterwards they can be removed.';
	throw new RefusedError({ code: 'missing.permissions', message, advice });
}
