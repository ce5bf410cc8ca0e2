import type { Page } from '../answers';
import type { GenesysClient } from '../client';
import {
	allPlatformIntegrations, getPlatformIntegration, listPlatformIntegrations, oneNamed, type PlatformIntegration,
} from '../platformIntegrations';
import type { Generation } from './bot';

export type BotConnectorIntegration = PlatformIntegration & { generation: Generation };

/** The IDs of the types are not published (UNCONFIRMED): both their ID and their name say what they are. */
const BOT_CONNECTOR = /bot[\s_-]*connector/i;
const DIGITAL = /digital/i;

/** Of an integration's type; `undefined` when it is no Bot Connector. */
export function generationOfType({ id, name }: PlatformIntegration['type']): Generation | undefined {
	const words = `${id} ${name}`;
	if (!BOT_CONNECTOR.test(words)) return undefined;
	return DIGITAL.test(words) ? 'digitalBotConnector' : 'botConnector';
}

/** One page of the integrations of all types, and of these the Bot Connectors. Permission: integrations:integration:view. */
export async function listBotConnectors(client: GenesysClient, pageNumber: number): Promise<Page<BotConnectorIntegration>> {
	const { entities, pageCount } = await listPlatformIntegrations(client, pageNumber);
	return { entities: entities.flatMap((entity) => asBotConnector(entity) ?? []), pageCount };
}

/** In whatever case; the exact name comes first. The same permission. @throws RefusedError `ambiguous.name` */
export async function findBotConnector(client: GenesysClient, name: string, generation: Generation): Promise<BotConnectorIntegration | undefined> {
	const all = await allPlatformIntegrations(client, asBotConnector);
	return oneNamed(all.filter((one) => one.generation === generation), name, 'Bot Connector');
}

/** `undefined` when there is none with this ID, or it is another kind of integration. The same permission. */
export async function getBotConnector(client: GenesysClient, integrationId: string): Promise<BotConnectorIntegration | undefined> {
	const integration = await getPlatformIntegration(client, integrationId);
	return integration && asBotConnector(integration);
}

function asBotConnector(integration: PlatformIntegration): BotConnectorIntegration | undefined {
	const generation = generationOfType(integration.type);
	return generation && { ...integration, generation };
}
