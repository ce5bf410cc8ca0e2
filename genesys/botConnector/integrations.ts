import type { Page } from '../answers';
import type { GenesysClient } from '../client';
import {
	allPlatformIntegrations, getPlatformIntegration, listPlatformIntegrations, oneNamed, type PlatformIntegration,
} from '../platformIntegrations';
import type { Generation } from './bot';

export type BotConnectorIntegration = PlatformIntegration & { generation: Generation };

/** The type IDs are not published (UNCONFIRMED), so types are recognized by ID or name. */
const BOT_CONNECTOR = /bot[\s_-]*connector/i;
const DIGITAL = /digital/i;

/** Returns the generation of an integration type, or `undefined` if it isn't a Bot Connector. */
export function generationOfType({ id, name }: PlatformIntegration['type']): Generation | undefined {
	const words = `${id} ${name}`;
	if (!BOT_CONNECTOR.test(words)) return undefined;
	return DIGITAL.test(words) ? 'digitalBotConnector' : 'botConnector';
}

/** Returns the Bot Connectors on one page of all integrations. Permission: integrations:integration:view. */
export async function listBotConnectors(client: GenesysClient, pageNumber: number): Promise<Page<BotConnectorIntegration>> {
	const { entities, pageCount } = await listPlatformIntegrations(client, pageNumber);
	return { entities: entities.flatMap((entity) => asBotConnector(entity) ?? []), pageCount };
}

/** Finds a Bot Connector by name, case-insensitive; an exact match wins. Permission: integrations:integration:view. @throws RefusedError `ambiguous.name` */
export async function findBotConnector(client: GenesysClient, name: string, generation: Generation): Promise<BotConnectorIntegration | undefined> {
	const all = await allPlatformIntegrations(client, asBotConnector);
	return oneNamed(all.filter((one) => one.generation === generation), name, 'Bot Connector');
}

/** Returns `undefined` if no integration has this ID or it's another type. Permission: integrations:integration:view. */
export async function getBotConnector(client: GenesysClient, integrationId: string): Promise<BotConnectorIntegration | undefined> {
	const integration = await getPlatformIntegration(client, integrationId);
	return integration && asBotConnector(integration);
}

function asBotConnector(integration: PlatformIntegration): BotConnectorIntegration | undefined {
	const generation = generationOfType(integration.type);
	return generation && { ...integration, generation };
}
