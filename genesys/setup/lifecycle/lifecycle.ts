import type { GenesysClient } from '../../client';
import { GenesysApiError } from '../../errors';
import type { Upload } from '../../upload';
import type { Progress, StepName } from '../progress';
import { ensureShippedFlow } from '../shippedFlow';
import type { StepResult } from '../step';
import { ensureAction } from './action';
import { ensureDataActions } from './integration';
import { TOPICS, type LifecycleNames } from './names';
import { ensureTrigger } from './trigger';
import { lifecycleWorkflow } from './workflow';

export interface LifecyclePlan {
	/** The n8n trigger's production address that ends in /lifecycle. */
	url: string;
	webhookSecret: string;
}

/**
 * Has Genesys post the events of conversations to an address: a trigger for each topic starts a workflow, the workflow
 * calls a data action, the data action posts, with the webhook secret from the credential of its integration.
 * Permissions: `LIFECYCLE_NEEDS`, and for the workflow those of any flow.
 */
export async function ensureLifecycle(
	{ client, upload }: { client: GenesysClient; upload: Upload },
	progress: Progress,
	names: LifecycleNames,
	{ url, webhookSecret }: LifecyclePlan,
): Promise<void> {
	const step = async (name: StepName, run: () => Promise<StepResult>): Promise<StepResult> =>
		await progress.of(name, async () => await run().catch(orByHand));

	const integration = await step('lifecycleIntegration', async () => await ensureDataActions(client, names, webhookSecret));
	const action = await step('lifecycleAction', async () => await ensureAction(client, names, { integrationId: integration.id, url }));
	const workflow = await step('lifecycleWorkflow', async () => await ensureShippedFlow(client, upload, lifecycleWorkflow(names, action.id)));
	for (const topic of TOPICS) {
		await step('lifecycleTrigger', async () => await ensureTrigger(client, names, topic, workflow.id));
	}
}

/** Not what is wrong with a request, but with who sends it or how often. */
const OTHER_REFUSALS = [401, 403, 429];

/** Part of what Genesys takes here is not published (genesysRules.ts), so a refusal names the way without this. @throws always */
function orByHand(error: unknown): never {
	if (!(error instanceof GenesysApiError) || error.status >= 500 || OTHER_REFUSALS.includes(error.status)) throw error;
	const { status, code, contextId, message, advice } = error;
	const byHand = 'If Genesys Cloud goes on refusing it, make this part by hand (docs/lifecycle.md, "By hand"), or use the Genesys Conversation Trigger, which needs none of it.';
	throw new GenesysApiError({ status, code, contextId, message, advice: `${advice} ${byHand}` });
}
