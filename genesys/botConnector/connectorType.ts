import { allPages, anObject, objectWithId, page } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../ids';
import { asArray, asObject, asText, type JsonObject } from '../json';
import type { Generation } from './bot';
import { generationOfType } from './integrations';

/** Names in the Genesys Cloud UI of the integration, its URL property, and the Architect action. */
export const SCREENS = {
	botConnector: { name: 'Bot Connector', type: 'Genesys Bot Connector', uri: 'Bot Connector Handle Utterance URI', action: 'Call Bot Connector' },
	digitalBotConnector: { name: 'Digital Bot Connector', type: 'Genesys Digital Bot Connector', uri: 'Bot Connector URI', action: 'Call Digital Bot Connector' },
} as const;

/** A generation's integration type and its configuration keys. The keys aren't published, so they are read from the API. */
export interface ConnectorType {
	id: string;
	uriKey: string; // Key of the property with the bot's URL.
	credentialSlot: string;
	credentialType: string;
}

const PATH = '/api/v2/integrations/types';
const WHAT = 'Read the type of the integration';

/**
 * Permission: integrations:integration:view.
 * @throws RefusedError `connector.not.offered` if the organization can't add this integration, `connector.unreadable`
 */
export async function getConnectorType(client: GenesysClient, generation: Generation): Promise<ConnectorType> {
	const readPage = async (pageNumber: number) =>
		await client.call({ method: 'GET', path: PATH, query: { pageSize: 100, pageNumber } }, { what: WHAT, read: page });
	const listed = (await allPages(readPage)).find(({ id, name }) => generationOfType({ id: asText(id) ?? '', name: asText(name) ?? '' }) === generation);
	const id = asText(listed?.id);
	if (id === undefined) throw notOffered(generation);
	const path = `${PATH}/${pathId('Type', id)}`;
	const type = await client.call({ method: 'GET', path }, { what: WHAT, read: objectWithId });
	const [credentialSlot, specification] = Object.entries(asObject(type.credentials) ?? {}).at(0) ?? [];
	const credentialType = asArray(asObject(specification)?.credentialTypes).map(asText).at(0);
	const uriKey = await getUriKey(client, id, generation);
	if (uriKey === undefined || credentialSlot === undefined || credentialType === undefined) throw unreadable(generation);
	return { id, uriKey, credentialSlot, credentialType };
}

/** Finds the key of the URL property by its title in the type's schema. Permission: integrations:integration:view. */
async function getUriKey(client: GenesysClient, typeId: string, generation: Generation): Promise<string | undefined> {
	const path = `${PATH}/${pathId('Type', typeId)}/configschemas/properties`;
	const schema = await client.call({ method: 'GET', path }, { what: WHAT, read: anObject });
	const properties = Object.entries(asObject(schema.properties) ?? {});
	const titled = properties.find(([, property]) => titleOf(property) === SCREENS[generation].uri.toLowerCase());
	if (titled) return titled[0];
	// If the title differs, a single URL property is the right one.
	const urls = properties.filter(([key, property]) => /ur[il]/i.test(`${key} ${titleOf(property)}`));
	return urls.length === 1 ? urls[0][0] : undefined;
}

function titleOf(property: unknown): string {
	const { title }: JsonObject = asObject(property) ?? {};
	return (asText(title) ?? '').trim().toLowerCase();
}

function notOffered(generation: Generation): RefusedError {
	const { type } = SCREENS[generation];
	const message = `The integration ${type} isn't available in the organization`;
	const buy = generation === 'digitalBotConnector' ? 'Ask Genesys sales to add it to your subscription. ' : '';
	return new RefusedError({ code: 'connector.not.offered', message, advice: `${buy}Once available, it's listed in Admin › Integrations › Add Integration.` });
}

function unreadable(generation: Generation): RefusedError {
	const { type, uri } = SCREENS[generation];
	const message = `Genesys Cloud didn't return how to configure the URL and credential of ${type}`;
	const advice = `Set it up in Admin › Integrations: enter the trigger's URL as ${uri}, add the credential's header as a credential field, and activate the integration.`;
	return new RefusedError({ code: 'connector.unreadable', message, advice });
}
