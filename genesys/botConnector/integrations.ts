import { allPages, objectWithId, page, type Page } from '../answers';
import { isNotFound } from '../apiError';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../ids';
import { asObject, asText } from '../json';
import type { Generation } from './bot';

export interface BotConnectorIntegration {
	id: string;
	name: string;
	generation: Generation;
	isEnabled: boolean; // As people want it to be.
	state?: string; // As it is: ACTIVE, ERROR …
	reason?: string; // Genesys Cloud's words about that state.
}

/** The IDs of the types are not published (UNCONFIRMED): both their ID and their name say what they are. */
const BOT_CONNECTOR = /bot[\s_-]*connector/i;
const DIGITAL = /digital/i;

/** Of an integration's type; `undefined` when it is no Bot Connector. */
export function generationOfType(type: unknown): Generation | undefined {
	const { id, name } = asObject(type) ?? {};
	const words = `${asText(id) ?? ''} ${asText(name) ?? ''}`;
	if (!BOT_CONNECTOR.test(words)) return undefined;
	return DIGITAL.test(words) ? 'digitalBotConnector' : 'botConnector';
}

/** One page of the integrations of all types, and of these the Bot Connectors. Permission: integrations:integration:view. */
export async function listBotConnectors(client: GenesysClient, pageNumber: number): Promise<Page<BotConnectorIntegration>> {
	const request = { method: 'GET', path: '/api/v2/integrations', query: { pageSize: 100, pageNumber } } as const;
	const { entities, pageCount } = await client.call(request, { what: 'List integrations', read: page });
	return { entities: entities.flatMap((entity) => parseBotConnector(entity) ?? []), pageCount };
}

/** In whatever case; the exact name comes first. The same permission. @throws RefusedError `ambiguous.name` */
export async function findBotConnector(client: GenesysClient, name: string, generation: Generation): Promise<BotConnectorIntegration | undefined> {
	const all = await allPages(async (pageNumber) => await listBotConnectors(client, pageNumber));
	const similar = all.filter((one) => one.generation === generation && one.name.toLowerCase() === name.toLowerCase());
	const exact = similar.filter((one) => one.name === name);
	const found = exact.length > 0 ? exact : similar;
	if (found.length <= 1) return found.at(0);
	const message = `Genesys Cloud has ${found.length} Bot Connector integrations named "${name}"`;
	throw new RefusedError({ code: 'ambiguous.name', message, advice: 'Give each a name of its own in Admin › Integrations.' });
}

/** `undefined` when there is none with this ID, or it is another kind of integration. The same permission. */
export async function getBotConnector(client: GenesysClient, integrationId: string): Promise<BotConnectorIntegration | undefined> {
	const path = `/api/v2/integrations/${pathId('Integration', integrationId)}`;
	const { body, error } = await client.attempt({ method: 'GET', path }, { what: 'Get integration', read: objectWithId });
	if (error && !isNotFound(error)) throw error;
	return parseBotConnector(body);
}

function parseBotConnector(body: unknown): BotConnectorIntegration | undefined {
	const integration = objectWithId(body);
	const generation = generationOfType(integration?.integrationType);
	// One that is being deleted stays in the list for a while.
	if (!integration || !generation || integration.intendedState === 'DELETED') return undefined;
	const { id, name, intendedState } = integration;
	const reported = asObject(integration.reportedState);
	const reason = asText(asObject(reported?.detail)?.message);
	return { id, name: asText(name) ?? id, generation, isEnabled: intendedState === 'ENABLED', state: asText(reported?.code), reason };
}
