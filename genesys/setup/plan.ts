import type { GenesysClient } from '../client';
import { InvalidInputError } from '../errors';
import { withoutUndefined } from '../json';
import { findQueue } from '../routing/queues';
import { unreachableReason } from '../urls';
import { planOwnFlow, planShippedFlow } from './flow';
import { handoverFlowName, type HandoverFlow } from './handoverFlow';
import { planIntegration, type PlannedIntegration } from './integrationStep';
import { MESSAGING_SETTING, planProfile, SUPPORTED_CONTENT } from './profiles';
import { planRoute } from './route';
import { inStep, type PlannedStep, type StepName } from './step';
import { MAX_WINDOW_MINUTES, planThreading, type PlannedThreading } from './threading';

/** How Genesys Cloud is to be set up. */
export interface WantedSetup {
	/** Of the integration; profile and platform configuration get it, too. */
	name: string;
	/** Of conversations that name no queue. */
	queueName: string;
	/** Of the credential, 16 characters or more. */
	webhookSecret: string;
	/** Empty: a placeholder, until the trigger registers its own. */
	webhookUrl: string;
	/** Name of a flow of one's own; empty for the shipped one. */
	ownFlow: string;
	/** For the whole organization; `undefined` leaves it alone. */
	threadingWindowMinutes?: number;
}

/** What each step does, in the order in which they are carried out. */
export interface SetupPlan {
	queue: PlannedStep;
	supportedContent: PlannedStep;
	messagingSetting: PlannedStep;
	integration: PlannedIntegration;
	flow: PlannedStep;
	route: PlannedStep;
	threading?: PlannedThreading;
}

/** Finds out by reading what is missing or different. @throws as the steps do, with the name of the step */
export async function planSetup(client: GenesysClient, wanted: WantedSetup): Promise<SetupPlan> {
	const { name, ownFlow, threadingWindowMinutes: minutes } = wanted;
	const step = async <T>(stepName: StepName, run: () => Promise<T>): Promise<T> => await inStep(stepName, [], run);
	const queue = await step('queue', async (): Promise<PlannedStep> => {
		const found = await findQueue(client, wanted.queueName, 'Find the queue');
		return { step: 'queue', action: 'keep', id: found.id, name: found.name };
	});
	const supportedContent = await step('supportedContent', async () => await planProfile(client, SUPPORTED_CONTENT, name));
	const messagingSetting = await step('messagingSetting', async () => await planProfile(client, MESSAGING_SETTING, name));
	const profiles = { supportedContentId: supportedContent.id, messagingSettingId: messagingSetting.id };
	const integration = await step('integration', async () => await planIntegration(client, { ...wanted, ...profiles }));
	const flow = await step('flow', async () =>
		ownFlow === '' ? await planShippedFlow(client, shippedFlow(wanted, queue)) : await planOwnFlow(client, ownFlow),
	);
	const route = await step('route', async () => await planRoute(client, integration, flow));
	const threading = minutes === undefined ? undefined : await step('threading', async () => await planThreading(client, minutes));
	return withoutUndefined({ queue, supportedContent, messagingSetting, integration, flow, route, threading });
}

/** The shipped flow of this setup: one for each integration, as each has a default queue of its own. */
export function shippedFlow({ name }: WantedSetup, queue: PlannedStep): HandoverFlow {
	return { name: handoverFlowName(name), defaultQueue: queue.name };
}

/**
 * Refuses what cannot work, before a call is made.
 * @param isOwnOrigin a simulator or gateway may deliver to URLs that Genesys Cloud cannot reach
 * @throws InvalidInputError
 */
export function requireValid({ webhookUrl, threadingWindowMinutes: minutes }: WantedSetup, isOwnOrigin: boolean): void {
	const reason = webhookUrl === '' || isOwnOrigin ? undefined : unreachableReason(webhookUrl);
	if (reason !== undefined) {
		throw new InvalidInputError(
			'Webhook URL',
			`Genesys Cloud cannot deliver to ${webhookUrl}: ${reason}`,
			'Enter a public https URL on port 443, or leave the field out: the trigger registers its own URL.',
		);
	}
	if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 0 && minutes <= MAX_WINDOW_MINUTES)) {
		throw new InvalidInputError(
			'Threading Window (Minutes)',
			`"Threading Window (Minutes)" is ${minutes}`,
			`Enter whole minutes from 0 to ${MAX_WINDOW_MINUTES}.`,
		);
	}
}
