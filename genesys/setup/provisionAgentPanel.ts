import { WIDGET_TYPE, findWidget, redirectUriOf } from '../agentPanel/widget';
import type { GenesysClient } from '../client';
import { OurError, reworded, sentence } from '../errors';
import { getOrganizationId } from '../oauth/organization';
import { OAUTH_CLIENT_NEEDS, PLATFORM_NEEDS, QUEUE_NEEDS } from '../oauth/permissions';
import { getConfiguration } from '../platformIntegrations';
import { findNamedOrId } from '../routing/named';
import { clientByHand, planOAuthClient, planWidget } from './agentPanelSteps';
import { carryOut, type Outcome, type Setup } from './carryOut';
import { planActivation, planPlatformIntegration } from './platformSteps';
import { requireCallable } from './triggerUrl';

/** How an agent panel is to be set up. Groups and queues are names or IDs. */
export interface WantedPanel {
	name: string; // Of the integration, and of the OAuth client that is made.
	panelUrl: string; // Of the trigger, as it shows it.
	clientId: string; // Empty: an OAuth client is made.
	groups: string[]; // Who sees the panel.
	queues: string[]; // Beside whose conversations; empty: of all queues.
	communicationTypes: string[];
}

type Tools = { client: GenesysClient; isOwnOrigin: boolean };
/** `toDo`: what only people can do, in order. `clientId` and `organizationId` are what the panel's credential asks for. */
export type ProvisionedPanel = Outcome & { clientId?: string; organizationId?: string; integrationId?: string; integrationName: string; toDo: string[] };

/**
 * Sets up the OAuth client that signs agents in and the integration that shows the panel.
 * @param isOwnOrigin a simulator or gateway shows URLs that Genesys Cloud cannot
 * @param dryRun only plan, and return what would be changed
 * @throws InvalidInputError; RefusedError `client.not.found`, `client.grant.type`, `group.not.found`, `queue.not.found`, `ambiguous.name`; and as `carryOut` does
 */
export async function provisionAgentPanel({ client, isOwnOrigin }: Tools, wanted: WantedPanel, dryRun = false): Promise<ProvisionedPanel> {
	requireCallable('Panel URL', wanted.panelUrl, 'Genesys Agent Panel Trigger', isOwnOrigin);
	const organizationId = await getOrganizationId(client, 'Find the organization');
	const { steps, changed, ...rest } = await carryOut(setupOf(client, wanted), dryRun).catch((error: unknown) => {
		throw orByHand(error, wanted);
	});
	const [{ id: clientId, status, detail }, { id: integrationId, name: integrationName }] = steps;
	const byHand = status === 'unchanged' && detail !== undefined ? [`OAuth client ${clientId}: ${detail}`] : [];
	return { ...rest, clientId, organizationId, integrationId, integrationName, changed, steps, toDo: [...byHand, ...toDoFor(clientId, organizationId)] };
}

function setupOf(client: GenesysClient, wanted: WantedPanel): Setup {
	const { name, clientId, panelUrl, communicationTypes } = wanted;
	return {
		client,
		async plan(inPlan) {
			const oauthClient = await inPlan('oauthClient', async () => await planOAuthClient(client, { name, clientId, panelUrl }));
			const groups = await inPlan('group', async () => await findNamedOrId(client, 'group', wanted.groups, 'Find the groups'));
			const queues = await inPlan('queue', async () => await findNamedOrId(client, 'queue', wanted.queues, 'Find the queues'));
			const present = await inPlan('integration', async () => await findWidget(client, name));
			const configuration = present && (await inPlan('configuration', async () => await getConfiguration(client, present.id, 'Read the configuration')));
			const integration = planPlatformIntegration(client, name, WIDGET_TYPE, present);
			const widget = planWidget(client, integration, { panelUrl, communicationTypes, groups, queues }, configuration);
			return [oauthClient, integration, widget, planActivation(client, integration, present)];
		},
		needs(plan) {
			const oauthClient = plan?.find(({ step }) => step === 'oauthClient')?.action ?? (clientId === '' ? 'create' : 'keep');
			const isRest = !plan || plan.some(({ step, action }) => step !== 'oauthClient' && action !== 'keep');
			return [
				...(oauthClient === 'keep' ? [] : OAUTH_CLIENT_NEEDS[oauthClient]), ...(isRest ? PLATFORM_NEEDS : []), ...(wanted.queues.length > 0 ? QUEUE_NEEDS : []),
			];
		},
	};
}

/** Where the role may not make the client, people can: any other client serves as well. */
function orByHand(error: unknown, { clientId, panelUrl }: WantedPanel): unknown {
	if (clientId !== '' || !(error instanceof OurError) || !/oauth:client|"oauthClient"/.test(error.message)) return error;
	return reworded(error, { advice: sentence(`${error.advice} Or make the OAuth client by hand and enter its ID as Client ID: ${clientByHand(redirectUriOf(panelUrl))}`) });
}

function toDoFor(clientId = 'of the OAuth client', organizationId = 'of your organization'): string[] {
	return [
		`Create a credential Genesys Agent Panel API with the Client ID ${clientId} and the Organization ID ${organizationId}, choose it in the Genesys Agent Panel Trigger, and publish the workflow.`,
		'Run Setup: Check with that credential.',
	];
}
