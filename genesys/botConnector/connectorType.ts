import { allPages, anObject, objectWithId, page } from '../answers';
import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { pathId } from '../ids';
import { asArray, asObject, asText, type JsonObject } from '../json';
import type { Generation } from './bot';
import { generationOfType } from './integrations';

/** What the screens of Genesys Cloud call the integration, its property with the bot's URL, and the action in Architect. */
export const SCREENS = {
	botConnector: { type: 'Genesys Bot Connector', uri: 'Bot Connector Handle Utterance URI', action: 'Call Bot Connector' },
	digitalBotConnector: { type: 'Genesys Digital Bot Connector', uri: 'Bot Connector URI', action: 'Call Digital Bot Connector' },
} as const;

/** The type of a generation's integrations, and how its configuration is spelled. None of these keys is published, so all are read. */
export interface ConnectorType {
	id: string;
	uriKey: string; // Of the property with the bot's URL.
	credentialSlot: string;
	credentialType: string;
}

const PATH = '/api/v2/integrations/types';
const WHAT = 'Read the type of the integration';

/**
 * Permission: integrations:integration:view.
 * @throws RefusedError `connector.not.offered` when the organization cannot add such an integration, `connector.unreadable`
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

/** The key of the property with the bot's URL, which the type's schema describes with the title on the screen. The same permission. */
async function getUriKey(client: GenesysClient, typeId: string, generation: Generation): Promise<string | undefined> {
	const path = `${PATH}/${pathId('Type', typeId)}/configschemas/properties`;
	const schema = await client.call({ method: 'GET', path }, { what: WHAT, read: anObject });
	const properties = Object.entries(asObject(schema.properties) ?? {});
	const titled = properties.find(([, property]) => titleOf(property) === SCREENS[generation].uri.toLowerCase());
	if (titled) return titled[0];
	// Should the title differ, the only URL among the properties is the one.
	const urls = properties.filter(([key, property]) => /ur[il]/i.test(`${key} ${titleOf(property)}`));
	return urls.length === 1 ? urls[0][0] : undefined;
}

function titleOf(property: unknown): string {
	const { title }: JsonObject = asObject(property) ?? {};
	return (asText(title) ?? '').trim().toLowerCase();
}

function notOffered(generation: Generation): RefusedError {
	const { type } = SCREENS[generation];
	const message = `The organization does not offer the integration ${type}`;
	const buy = generation === 'digitalBotConnector' ? 'Its subscription has to be extended, through sales of Genesys. ' : '';
	return new RefusedError({ code: 'connector.not.offered', message, advice: `${buy}Admin › Integrations › Add shows it once it is there.` });
}

function unreadable(generation: Generation): RefusedError {
	const { type, uri } = SCREENS[generation];
	const message = `The description of ${type} does not say how its URL and its credential are set`;
	const advice = `Set it up by hand in Admin › Integrations: enter the trigger's URL as ${uri} and the header of the credential as a credential field, and activate it.`;
	return new RefusedError({ code: 'connector.unreadable', message, advice });
}
