import { notFound } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import type { Settings } from '../settings.mts';
import type { World } from '../world.mts';

export type Generation = 'botConnector' | 'digitalBotConnector';

interface Property {
	title: string;
	type: 'string' | 'boolean';
}

/** A kind of integration that an administrator can add. */
export interface IntegrationType {
	id: string;
	name: string;
	generation: Generation;
	properties: Record<string, Property>;
	/** The slot that credentials are put into, and which property holds what the connector works with. */
	credentialSlot: string;
	uriKey: string;
	attachmentsKey?: string;
}

/** Fields of any name, as for web services data actions. That the connectors take this type is UNCONFIRMED. */
export const CREDENTIAL_TYPE = { id: 'userDefined', name: 'userDefined' };

/**
 * The two connectors. Only one of their keys is public: `genesys-digital-bot-connector` (gildas/go-gcloudcx,
 * integration_type.go); the others are UNCONFIRMED, and settings. What can be relied on are names and titles, which
 * the types and their schemas carry.
 */
export const integrationTypes = (settings: Settings): IntegrationType[] => [
	{
		id: settings.botConnectorTypeId,
		name: 'Genesys Bot Connector',
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

export const TYPES_PATH = '/api/v2/integrations/types';

/** @throws ApiError 404 */
export function typeOf(world: World, id: string | undefined): IntegrationType {
	const type = integrationTypes(world.settings).find((one) => one.id === id);
	if (!type) throw notFound('The integration type');
	return type;
}

/** Model `IntegrationType`. */
export const typeView = ({ id, name, credentialSlot }: IntegrationType): JsonObject => ({
	id,
	name,
	description: `${name} for message flows`,
	provider: 'botconnector',
	category: 'Bots',
	configPropertiesSchemaUri: `${TYPES_PATH}/${id}/configschemas/properties`,
	configAdvancedSchemaUri: `${TYPES_PATH}/${id}/configschemas/advanced`,
	credentials: { [credentialSlot]: { required: false, title: 'Credentials', credentialTypes: [CREDENTIAL_TYPE.id] } },
	nonInstallable: false,
	maxInstances: 5,
	selfUri: `${TYPES_PATH}/${id}`,
});

/** Model `JsonSchemaDocument`, of a configuration's properties or advanced settings. */
export function schemaView({ name, properties }: IntegrationType, configType: string | undefined): JsonObject {
	if (configType !== 'properties' && configType !== 'advanced') throw notFound('The schema');
	return {
		$schema: 'http://json-schema.org/draft-04/schema#',
		title: `${name} ${configType}`,
		type: 'object',
		properties: configType === 'properties' ? properties : {},
		additionalProperties: false,
	};
}
