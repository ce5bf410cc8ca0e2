import { isPermissionError } from '../apiError';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, inWords, missingOf, THREADING_NEEDS } from '../oauth/permissions';
import type { Upload } from '../upload';
import { publishFlow } from './flowJob';
import { handoverFlowYaml } from './handoverFlow';
import { applyIntegration } from './integrationStep';
import { planSetup, requireValid, shippedFlow, type SetupPlan, type WantedSetup } from './plan';
import { applyProfile, MESSAGING_SETTING, SUPPORTED_CONTENT } from './profiles';
import { applyRoute } from './route';
import { inStep, reportOf, type PlannedStep, type StepReport } from './step';
import { applyThreading } from './threading';

export interface SetupTools {
	client: GenesysClient;
	upload: Upload;
	/** True for a simulator or gateway: it may deliver to URLs that Genesys Cloud cannot reach. */
	isOwnOrigin: boolean;
}

/** IDs are missing for objects that do not exist, after a dry run. */
export interface Provisioned {
	dryRun?: true;
	integrationId?: string;
	integrationName: string;
	queue: { id?: string; name: string };
	flowId?: string;
	changed: boolean;
	steps: StepReport[];
}

/**
 * Sets up whatever is missing between a webhook and a queue: profile, platform configuration, integration, flow, route.
 * It plans by reading, checks that the role has all permissions, then carries the plan out. What is there and right
 * stays untouched, so it can be repeated: after success it changes nothing, after a failure it continues.
 *
 * @param dryRun only plan, and return what would be changed
 * @throws InvalidInputError; RefusedError `missing.permissions` with all of them, and as the steps do; GenesysApiError;
 * GenesysUnreachableError
 */
export async function provision(tools: SetupTools, wanted: WantedSetup, dryRun = false): Promise<Provisioned> {
	requireValid(wanted, tools.isOwnOrigin);
	const plan = await planSetup(tools.client, wanted).catch(async (error: unknown) => {
		// Where the role may not look, name everything that could be needed at once.
		if (isPermissionError(error)) await requirePermissions(tools.client, wanted, wanted.ownFlow === '');
		throw error;
	});
	if (dryRun) return { dryRun: true, ...outcomeOf(plan, stepsOf(plan).map((step) => reportOf(step, step.id, false))) };
	if (stepsOf(plan).some(isChange)) await requirePermissions(tools.client, wanted, isChange(plan.flow));
	return await apply(tools, wanted, plan);
}

/** What a step has made: an object, and of an integration the recipient. */
interface Made {
	id?: string;
	recipientId?: string;
}

async function apply({ client, upload }: SetupTools, wanted: WantedSetup, plan: SetupPlan): Promise<Provisioned> {
	const done: StepReport[] = [];
	const carryOut = async (planned: PlannedStep & Made, run: () => Promise<Made>): Promise<Made> => {
		const made = isChange(planned) ? await inStep(planned.step, done, run) : planned;
		done.push(reportOf(planned, made.id, true));
		return made;
	};
	const { queue, supportedContent, messagingSetting, threading } = plan;
	await carryOut(queue, async () => queue);
	const content = await carryOut(supportedContent, async () => await applyProfile(client, SUPPORTED_CONTENT, supportedContent));
	const setting = await carryOut(messagingSetting, async () => await applyProfile(client, MESSAGING_SETTING, messagingSetting));
	const { name, webhookUrl, webhookSecret } = wanted;
	const fields = { name, webhookUrl, webhookSecret, supportedContentId: content.id, messagingSettingId: setting.id };
	const integration = await carryOut(plan.integration, async () => await applyIntegration(client, plan.integration, fields));
	const flow = await carryOut(plan.flow, async () => ({
		id: await publishFlow(client, upload, handoverFlowYaml(shippedFlow(wanted, queue))),
	}));
	await carryOut(plan.route, async () => await applyRoute(client, { name, recipientId: integration.recipientId }, flow));
	if (threading) await carryOut(threading, async () => await applyThreading(client, threading));
	return outcomeOf(plan, done);
}

function outcomeOf({ queue, integration }: SetupPlan, steps: StepReport[]): Provisioned {
	const idOf = (name: StepReport['step']) => steps.find(({ step }) => step === name)?.id;
	return {
		integrationId: idOf('integration'),
		integrationName: integration.name,
		queue: { id: queue.id, name: queue.name },
		flowId: idOf('flow'),
		changed: steps.some(({ status }) => status === 'created' || status === 'changed'),
		steps,
	};
}

function stepsOf(plan: SetupPlan): PlannedStep[] {
	return Object.values(plan) as PlannedStep[];
}

function isChange({ action }: PlannedStep): boolean {
	return action !== 'keep';
}

/** @param uploads whether the shipped flow is uploaded, which needs more permissions */
async function requirePermissions(client: GenesysClient, { threadingWindowMinutes }: WantedSetup, uploads: boolean): Promise<void> {
	const needs = [
		...BASE_NEEDS,
		...(uploads ? FLOW_UPLOAD_NEEDS : []),
		...(threadingWindowMinutes === undefined ? [] : THREADING_NEEDS),
	];
	const missing = await missingOf(client, needs);
	if (missing.length === 0) return;
	const list = missing.map(inWords).join('; ');
	throw new RefusedError({
		code: 'missing.permissions',
		message: `Set up Genesys Cloud: the role of the OAuth client lacks ${list}`,
		advice: 'Nothing has been changed. Add these to the role (Admin › Roles / Permissions) and run this again; afterwards they can be removed.',
	});
}
