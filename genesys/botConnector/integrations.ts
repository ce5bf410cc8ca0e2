import { objectWithId, page, type Page } from '../answers';
import type { GenesysClient } from '../client';
import { asObject, asText } from '../json';
import type { Generation } from './bot';

export interface BotConnectorIntegration {
	id: string;
	name: string;
	generation: Generation;
}

/** The IDs of the types are not published (UNCONFIRMED): both their ID and their name say what they are. */
const BOT_CONNECTOR = /bot[\s_-]*connector/i;
const DIGITAL = /digital/i;

/** One page of the integrations of all types, and of these the Bot Connectors. Permission: integrations:integration:view. */
export async function listBotConnectors(client: GenesysClient, pageNumber: number): Promise<Page<BotConnectorIntegration>> {
	const request = { method: 'GET', path: '/api/v2/integrations', query: { pageSize: 100, pageNumber } } as const;
	const { entities, pageCount } = await client.call(request, { what: 'List integrations', read: page });
	return { entities: entities.flatMap((entity) => parseBotConnector(entity) ?? []), pageCount };
}

function parseBotConnector(body: unknown): BotConnectorIntegration | undefined {
	const integration = objectWithId(body);
	const type = asObject(integration?.integrationType);
	const words = `${asText(type?.id) ?? ''} ${asText(type?.name) ?? ''}`;
	if (!integration || !BOT_CONNECTOR.test(words)) return undefined;
	const generation = DIGITAL.test(words) ? 'digitalBotConnector' : 'botConnector';
	return { id: integration.id, name: asText(integration.name) ?? integration.id, generation };
}
