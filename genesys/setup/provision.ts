import type { GenesysClient } from '../client';
import { InvalidInputError } from '../errors';
import { BASE_NEEDS, FLOW_UPLOAD_NEEDS, THREADING_NEEDS } from '../oauth/permissions';
import { findNamed } from '../routing/named';
import type { Upload } from '../upload';
import { unreachableReason } from '../urls';
import { carryOut, isChange, type Outcome, type Setup } from './carryOut';
import { planFlow } from './flow';
import { planIntegration } from './integrationStep';
import type { PlannedStep, WantedSetup } from './plan';
import { MESSAGING_SETTING, planProfile, SUPPORTED_CONTENT } from './profiles';
import { planRoute } from './route';
import { MAX_WINDOW_MINUTES, planThreading } from './threading';

/** A simulator or gateway (`isOwnOrigin`) can deliver to URLs that Genesys Cloud can't reach. */
export type SetupTools = { client: GenesysClient; upload: Upload; isOwnOrigin: boolean };
export type Provisioned = ReturnType<typeof outcomeOf>;

/**
 * Sets up what is missing between a webhook and a queue.
 * @param dryRun only plan, and return what would change
 * @throws InvalidInputError; and the errors of `carryOut`
 */
export async function provision(tools: SetupTools, wanted: WantedSetup, dryRun = false): Promise<Provisioned> {
	requireValid(wanted, tools.isOwnOrigin);
	return outcomeOf(await carryOut(setupOf(tools, wanted), dryRun));
}

function setupOf({ client, upload }: SetupTools, wanted: WantedSetup): Setup {
	const { name, queueName, replaceRoute, threadingWindowMinutes: minutes } = wanted;
	return {
		client,
		async plan(inPlan) {
			const found = await inPlan('queue', async () => await findNamed(client, 'queue', queueName, 'Find the queue'));
			const queue: PlannedStep = { step: 'queue', action: 'keep', ...found };
			const supportedContent = await inPlan('supportedContent', async () => await planProfile(client, SUPPORTED_CONTENT, name));
			const messagingSetting = await inPlan('messagingSetting', async () => await planProfile(client, MESSAGING_SETTING, name));
			const profiles = { supportedContent, messagingSetting };
			const integration = await inPlan('integration', async () => await planIntegration(client, wanted, profiles));
			const flow = await inPlan('flow', async () => await planFlow(client, upload, wanted, queue));
			const route = await inPlan('route', async () => await planRoute(client, [integration, flow], replaceRoute));
			const plan = [queue, supportedContent, messagingSetting, integration, flow, route];
			return minutes === undefined ? plan : [...plan, await inPlan('threading', async () => await planThreading(client, minutes))];
		},
		needs(plan) {
			const uploadsFlow = plan ? plan.some((planned) => planned.step === 'flow' && isChange(planned)) : wanted.ownFlow === '';
			return [...BASE_NEEDS, ...(uploadsFlow ? FLOW_UPLOAD_NEEDS : []), ...(minutes === undefined ? [] : THREADING_NEEDS)];
		},
	};
}

function outcomeOf({ dryRun, changed, steps }: Outcome) {
	const [queue, , , integration, flow] = steps.map(({ id, name }) => ({ id, name }));
	const made = { integrationId: integration.id, integrationName: integration.name, queue, flowId: flow.id, changed, steps };
	return { ...(dryRun && { dryRun }), ...made };
}

function requireValid({ webhookUrl, threadingWindowMinutes: minutes }: WantedSetup, isOwnOrigin: boolean): void {
	const reason = webhookUrl === '' || isOwnOrigin ? undefined : unreachableReason(webhookUrl);
	if (reason) {
		const advice = 'Enter a public HTTPS URL on port 443, or remove the field; the trigger registers its own URL.';
		throw new InvalidInputError('Webhook URL', `Genesys Cloud can't deliver to ${webhookUrl}: ${reason}`, advice);
	}
	if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 0 && minutes <= MAX_WINDOW_MINUTES)) {
		const field = 'Threading Window (Minutes)';
		throw new InvalidInputError(field, `"${field}" is ${minutes}`, `Enter a whole number from 0 to ${MAX_WINDOW_MINUTES}.`);
	}
}
