import type { Generation } from '../botConnector/bot';
import { botUrlFor } from '../botConnector/botUrl';
import { getCredential } from '../botConnector/configuration';
import { getConnectorType, SCREENS } from '../botConnector/connectorType';
import type { HeaderSecret } from '../botConnector/headerSecret';
import { findBotConnector } from '../botConnector/integrations';
import type { GenesysClient } from '../client';
import { PLATFORM_NEEDS } from '../oauth/permissions';
import { getConfiguration } from '../platformIntegrations';
import { planConnectorConfiguration, planCredential } from './botConnectorSteps';
import { carryOut, type Outcome, type Setup } from './carryOut';
import { planActivation, planPlatformIntegration } from './platformSteps';
import { requireCallable } from './triggerUrl';

/** The requested setup of a Bot Connector. */
export interface WantedConnector {
	generation: Generation;
	name: string; // Of the integration.
	url: string; // The trigger's production URL.
	header: HeaderSecret;
}

type Tools = { client: GenesysClient; isOwnOrigin: boolean };
/** `toDo`: the remaining manual steps, in order. */
export type ProvisionedConnector = Outcome & { integrationId?: string; integrationName: string; toDo: string[] };

/**
 * Sets up the integration that calls the bot: type, header, URL, activation.
 * @param isOwnOrigin whether a simulator or gateway is used, which can call URLs that Genesys Cloud can't reach
 * @param dryRun only plan, and return what would change
 * @throws InvalidInputError; RefusedError `connector.not.offered`, `connector.unreadable`; and the errors of `carryOut`
 */
export async function provisionBotConnector({ client, isOwnOrigin }: Tools, given: WantedConnector, dryRun = false): Promise<ProvisionedConnector> {
	requireCallable('Bot URL', given.url, 'Genesys Bot Connector Trigger', isOwnOrigin);
	const wanted = { ...given, url: botUrlFor(given.generation, given.url) };
	const { steps, changed, ...rest } = await carryOut(setupOf(client, wanted), dryRun);
	const [{ id: integrationId, name: integrationName }] = steps;
	return { ...rest, integrationId, integrationName, changed, steps, toDo: toDoFor(wanted) };
}

function setupOf(client: GenesysClient, wanted: WantedConnector): Setup {
	const { generation, name, header } = wanted;
	return {
		client,
		async plan(inPlan) {
			const { type, present } = await inPlan('integration', async () => ({
				type: await getConnectorType(client, generation),
				present: await findBotConnector(client, name, generation),
			}));
			const configuration = present && (await inPlan('configuration', async () => await getConfiguration(client, present.id, 'Read the configuration')));
			const formerCredential = configuration && (await inPlan('credential', async () => await getCredential(client, configuration, type.credentialSlot, 'Read the credential')));
			const integration = planPlatformIntegration(client, name, type.id, present);
			const credential = planCredential(client, header, type, formerCredential);
			const before = { type, integration, credential };
			return [integration, credential, planConnectorConfiguration(client, wanted, before, configuration), planActivation(client, integration, present)];
		},
		needs: () => PLATFORM_NEEDS,
	};
}

const ROUTE = 'Route messages to that flow in Admin › Routing › Message Routing.';

/** Publishing comes first, because Architect only lists bots that Genesys Cloud knows. */
function toDoFor({ generation, name, url }: WantedConnector): string[] {
	const { action } = SCREENS[generation];
	const isDigital = generation === 'digitalBotConnector';
	const list = isDigital ? `Genesys Cloud then loads the bot from ${url}/bots` : 'Publishing adds the bot to the list of the integration';
	const publish = `Publish the workflow with the Genesys Bot Connector Trigger, with Generation set to ${isDigital ? 'Digital Bot Connector' : 'Bot Connector'} and the integration "${name}" selected. ${list}.`;
	const draw = `In Architect, add the action ${action} to an inbound message flow. Select the integration "${name}", the bot, and its version. Connect each intent and Failure to an action, such as Transfer to ACD, and publish the flow.`;
	return [publish, draw, ROUTE, 'Run Setup: Check.'];
}
