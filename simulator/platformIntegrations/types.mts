import { notFound } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import type { Settings } from '../settings.mts';
import type { World } from '../world.mts';
import { INTERACTION_WIDGET } from './interactionWidget.mts';

export type Generation = 'botConnector' | 'digitalBotConnector';

interface Property {
	title: string;
	/** Arrays contain strings. */
	type: 'string' | 'boolean' | 'array';
}

/** A kind of integration that an administrator can add. */
export interface IntegrationType {
	id: string;
	name: string;
	provider: string;
	category: string;
	properties: Record<string, Property>;
	/** The property that it needs to be active. */
	uriKey: string;
	/** The slot for credentials. Undefined if it accepts none. */
	credentialSlot?: string;
	/** Rejects properties with the right types but invalid values. */
	check?(properties: JsonObject): void;
}

/** One that calls a bot. */
export interface ConnectorType extends IntegrationType {
	generation: Generation;
	credentialSlot: string;
	/** The property that lets the bot send files. */
	attachmentsKey?: string;
}

const BOT_CONNECTOR = { provider: 'botconnector', category: 'Bots' };

/** Fields with any name, as for web services data actions. Whether the connectors accept this type is UNCONFIRMED. */
export const CREDENTIAL_TYPE = { id: 'userDefined', name: 'userDefined' };

/**
 * The two connectors. Only one of their keys is public: `genesys-digital-bot-connector` (gildas/go-gcloudcx,
 * integration_type.go); the others are UNCONFIRMED settings. Clients can rely on the names and titles in the types
 * and their schemas.
 */
export const connectorTypes = (settings: Settings): ConnectorType[] => [
	{
		id: settings.botConnectorTypeId,
		name: 'Genesys Bot Connector',
		...BOT_CONNECTOR,
		generation: 'botConnector',
		properties: {
			[settings.botConnectorUriKey]: { title: 'Bot Connector Handle Utterance URI', type: 'string' },
			[settings.botConnectorProviderKey]: { title: 'Bot Provider', type: 'string' },
		},
		credentialSlot: settings.botConnectorCredentialSlot,
		uriKey: settings.botConnectorUriKey,
	},
	{
		id: settings.digitalBotConnectorTypeId,
		name: 'Genesys Digital Bot Connector',
		...BOT_CONNECTOR,
		generation: 'digitalBotConnector',
		properties: {
			[settings.digitalBotConnectorUriKey]: { title: 'Bot Connector URI', type: 'string' },
			[settings.digitalBotConnectorAttachmentsKey]: { title: 'Enable file attachments', type: 'boolean' },
		},
		credentialSlot: settings.botConnectorCredentialSlot,
		uriKey: settings.digitalBotConnectorUriKey,
		attachmentsKey: settings.digitalBotConnectorAttachmentsKey,
	},
];

export const integrationTypes = (settings: Settings): IntegrationType[] => [...connectorTypes(settings), INTERACTION_WIDGET];

export const TYPES_PATH = '/api/v2/integrations/types';

/** @throws ApiError 404 */
export function typeOf(world: World, id: string | undefined): IntegrationType {
	const type = integrationTypes(world.settings).find((one) => one.id === id);
	if (!type) throw notFound('The integration type');
	return type;
}

/** Model `IntegrationType`. */
export const typeView = ({ id, name, provider, category, credentialSlot }: IntegrationType): JsonObject => ({
	id,
	name,
	provider,
	category,
	configPropertiesSchemaUri: `${TYPES_PATH}/${id}/configschemas/properties`,
	configAdvancedSchemaUri: `${TYPES_PATH}/${id}/configschemas/advanced`,
	credentials:
		credentialSlot === undefined
			? {}
			: { [credentialSlot]: { required: false, title: 'Credentials', credentialTypes: [CREDENTIAL_TYPE.id] } },
	nonInstallable: false,
	...(credentialSlot !== undefined && { maxInstances: 5 }),
	selfUri: `${TYPES_PATH}/${id}`,
});

const schemaOf = (properties: Record<string, Property>): JsonObject =>
	Object.fromEntries(
		Object.entries(properties).map(([key, property]) => [
			key,
			property.type === 'array' ? { ...property, items: { type: 'string' } } : property,
		]),
	);

/** Model `JsonSchemaDocument`, of a configuration's properties or advanced settings. */
export function schemaView({ name, properties }: IntegrationType, configType: string | undefined): JsonObject {
	if (configType !== 'properties' && configType !== 'advanced') throw notFound('The schema');
	return {
		$schema: 'http://json-schema.org/draft-04/schema#',
		title: `${name} ${configType}`,
		type: 'object',
		properties: configType === 'properties' ? schemaOf(properties) : {},
		additionalProperties: false,
	};
}
