import type { GenesysClient } from '../client';
import { GenesysApiError } from '../errors';
import { inWords, missingOf } from '../oauth/permissions';
import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, LIFECYCLE_NEEDS, THREADING_NEEDS } from '../oauth/setupPermissions';
import { findQueue, type Queue } from '../routing/queues';
import type { Upload } from '../upload';
import { ensureFlow, shippedFlow, type FlowPlan } from './flow';
import { ensureIntegration } from './integration';
import { ensureLifecycle } from './lifecycle/lifecycle';
import { lifecycleNames } from './lifecycle/names';
import { needsWorkflow } from './lifecycle/workflow';
import { lookOnly } from './lookOnly';
import { ensureMessagingSetting } from './messagingSetting';
import { Progress, type StepReport } from './progress';
import { ensureRoute } from './route';
import { needsUpload } from './shippedFlow';
import { ensureSupportedContent } from './supportedContent';
import { ensureThreading } from './threading';
import { requireValid } from './validPlan';

/** What is to be set up. */
export interface SetupPlan {
	/** Of the integration; profile and platform configuration get it, too. */
	name: string;
	/** Of chats that name no queue. */
	queueName: string;
	/** Of the credential, 16 characters or more. */
	webhookSecret: string;
	/** Empty: a placeholder, until the trigger registers its own. */
	webhookUrl: string;
	/** Name of a flow of one's own; empty for the shipped one. */
	ownFlow: string;
	/** For the whole organisation; `undefined` leaves it alone. */
	threadingWindowMinutes?: number;
	/** The trigger's address for events of the life cycle; empty leaves that part out. */
	lifecycleUrl: string;
}

export interface SetupTools {
	client: GenesysClient;
	upload: Upload;
	/** True for a simulator or gateway: it may deliver to addresses that Genesys cannot reach. */
	isOwnOrigin: boolean;
}

export interface Provisioned {
	integrationId: string;
	integrationName: string;
	queue: Queue;
	flowId: string;
	changed: boolean;
	steps: StepReport[];
}

/**
 * Sets up whatever is missing between a webhook and a queue: profile, platform configuration, integration, flow, route;
 * on request also what posts the life cycle to an address.
 * What is there and right stays untouched, so it can be repeated: after success it changes nothing, after a failure it
 * goes on. Nothing is changed before all permissions are known to be there; where nothing is to be changed, it only reads.
 *
 * @throws InvalidInputError; GenesysApiError, also `missing.permissions` with all of them; GenesysUnreachableError
 */
export async function provision(tools: SetupTools, plan: SetupPlan): Promise<Provisioned> {
	requireValid(plan, tools.isOwnOrigin);
	const complete = await lookOnly(tools.client, async (client) => await setUp({ ...tools, client }, plan));
	if (complete) return complete;
	await requirePermissions(tools.client, plan);
	return await setUp(tools, plan);
}

/** All steps, one after the other. */
async function setUp({ client, upload }: SetupTools, plan: SetupPlan): Promise<Provisioned> {
	const progress = new Progress();
	const queue = await progress.of('queue', async () => {
		const { id, name } = await findQueue(client, plan.queueName, 'Find the queue');
		return { status: 'unchanged', id, name };
	});
	const content = await progress.of('supportedContent', async () => await ensureSupportedContent(client, plan.name));
	const setting = await progress.of('messagingSetting', async () => await ensureMessagingSetting(client, plan.name));
	const integration = await progress.of('integration', async () =>
		await ensureIntegration(client, { ...plan, supportedContentId: content.id, messagingSettingId: setting.id }),
	);
	const flow = await progress.of('flow', async () => await ensureFlow(client, upload, { ...flowPlanOf(plan), defaultQueue: queue.name }));
	await progress.of('route', async () => await ensureRoute(client, integration, flow));
	const minutes = plan.threadingWindowMinutes;
	if (minutes !== undefined) await progress.of('threading', async () => await ensureThreading(client, minutes));
	const { lifecycleUrl: url, webhookSecret } = plan;
	if (url !== '') await ensureLifecycle({ client, upload }, progress, lifecycleNames(plan.name), { url, webhookSecret });

	return {
		integrationId: integration.id,
		integrationName: integration.name,
		queue: { id: queue.id, name: queue.name },
		flowId: flow.id,
		changed: progress.steps.some(({ status }) => status !== 'unchanged'),
		steps: progress.steps,
	};
}

function flowPlanOf({ name, queueName, ownFlow }: SetupPlan): FlowPlan {
	return { integrationName: name, defaultQueue: queueName, ownFlow };
}

async function uploadsAFlow(client: GenesysClient, plan: SetupPlan): Promise<boolean> {
	const isShipped = plan.ownFlow === '';
	if (isShipped && (await needsUpload(client, shippedFlow(flowPlanOf(plan))))) return true;
	return plan.lifecycleUrl !== '' && (await needsWorkflow(client, lifecycleNames(plan.name)));
}

async function requirePermissions(client: GenesysClient, plan: SetupPlan): Promise<void> {
	const needs = [
		...BASE_NEEDS,
		...((await uploadsAFlow(client, plan)) ? FLOW_UPLOAD_NEEDS : []),
		...(plan.threadingWindowMinutes === undefined ? [] : THREADING_NEEDS),
		...(plan.lifecycleUrl === '' ? [] : LIFECYCLE_NEEDS),
	];
	const missing = await missingOf(client, needs);
	if (missing.length === 0) return;
	const list = missing.map(inWords).join('; ');
	throw new GenesysApiError({
		status: 403,
		code: 'missing.permissions',
		contextId: '',
		message: `Set up Genesys Cloud: the role of the OAuth client lacks ${list}`,
		advice: 'Nothing has been changed. Add these to the role (Admin › Roles / Permissions) and run this again; afterwards they can be taken away.',
	});
}
