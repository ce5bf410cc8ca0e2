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

/** The requested setup of an agent panel. Groups and queues are names or IDs. */
export interface WantedPanel {
	name: string; // Of the integration, and of a new OAuth client.
	panelUrl: string; // The trigger's production URL.
	clientId: string; // If empty, an OAuth client is created.
	groups: string[]; // Whose members see the panel.
	queues: string[]; // Whose conversations show the panel; if empty, all.
	communicationTypes: string[];
}

type Tools = { client: GenesysClient; isOwnOrigin: boolean };
/** `toDo`: the remaining manual steps, in order. `clientId` and `organizationId` are for the panel's credential. */
export type ProvisionedPanel = Outcome & { clientId?: string; organizationId?: string; integrationId?: string; integrationName: string; toDo: string[] };

/**
 * Sets up the OAuth client that signs agents in and the integration that shows the panel.
 * @param isOwnOrigin whether a simulator or gateway is used, which can show URLs that Genesys Cloud can't
 * @param dryRun only plan, and return what would change
 * @throws InvalidInputError; RefusedError `client.not.found`, `client.grant.type`, `group.not.found`, `queue.not.found`, `ambiguous.name`; and the errors of `carryOut`
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

/** If the role can't create the client, an admin can; any suitable client works. */
function orByHand(error: unknown, { clientId, panelUrl }: WantedPanel): unknown {
	if (clientId !== '' || !(error instanceof OurError) || !/oauth:client|"oauthClient"/.test(error.message)) return error;
	return reworded(error, { advice: sentence(`${error.advice} Or create the OAuth client by hand and enter its ID as Client ID: ${clientByHand(redirectUriOf(panelUrl))}`) });
}

function toDoFor(clientId = 'of the OAuth client', organizationId = 'of your organization'): string[] {
	return [
		`Create a Genesys Agent Panel API credential with the Client ID ${clientId} and the Organization ID ${organizationId}, select it in the Genesys Agent Panel Trigger, and publish the workflow.`,
		'Run Setup: Check with that credential.',
	];
}
