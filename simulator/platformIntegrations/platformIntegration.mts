import { conflict, invalidValue, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import type { ApiRequest } from '../http/routes.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';
import { credentialView } from './credentials.mts';
import { connectorTypes, integrationTypes, typeOf } from './types.mts';
import type { ConnectorType, Generation, IntegrationType } from './types.mts';

/** An integration of Admin › Integrations. Open Messaging's integrations use a different API, in `../integrations`. */
export interface PlatformIntegration {
	id: string;
	typeId: string;
	name: string;
	notes: string;
	intendedState: 'ENABLED' | 'DISABLED';
	/** Version of the configuration. Each change needs the current one. */
	version: number;
	properties: JsonObject;
	advanced: JsonObject;
	/** IDs of credentials by slot. */
	credentials: Record<string, string>;
	stateChangedAt: number;
}

/** @throws ApiError 404 */
export function platformIntegrationOf({ world, params }: ApiRequest): PlatformIntegration {
	const integration = world.platformIntegrations.get(params['integrationId'] ?? '');
	if (!integration) throw notFound('The integration');
	return integration;
}

/** The connector of a generation with this ID. @throws ApiError 404 */
export function connectorOf({ world, params }: ApiRequest, generation: Generation): PlatformIntegration {
	const integration = world.platformIntegrations.get(params['integrationId'] ?? '');
	if (!integration || generationOf(world, integration) !== generation) throw notFound('The integration');
	return integration;
}

const typeOfIntegration = (world: World, { typeId }: PlatformIntegration): IntegrationType => typeOf(world, typeId);

const connectorType = ({ settings }: World, { typeId }: PlatformIntegration): ConnectorType | undefined =>
	connectorTypes(settings).find(({ id }) => id === typeId);

/** Undefined if it isn't a bot connector. */
export const generationOf = (world: World, integration: PlatformIntegration): Generation | undefined =>
	connectorType(world, integration)?.generation;

/** The URI that the connector calls, or empty. */
export function uriOf(world: World, integration: PlatformIntegration): string {
	const uri = integration.properties[typeOfIntegration(world, integration).uriKey];
	return isFilledText(uri) ? uri : '';
}

/** Whether the bot may send files to the customer. */
export function takesAttachments(world: World, integration: PlatformIntegration): boolean {
	const { attachmentsKey } = connectorType(world, integration) ?? {};
	return attachmentsKey !== undefined && integration.properties[attachmentsKey] === true;
}

/** Request headers, one per credential field. */
export const headersOf = (world: World, { credentials }: PlatformIntegration): Record<string, string> =>
	Object.assign({}, ...Object.values(credentials).map((id) => world.credentials.get(id)?.fields ?? {}));

/** An integration without a URL can't be active. Whether its state is then `ERROR` is UNCONFIRMED. */
export function stateOfIntegration(world: World, integration: PlatformIntegration): 'ACTIVE' | 'INACTIVE' | 'ERROR' {
	if (integration.intendedState === 'DISABLED') return 'INACTIVE';
	return uriOf(world, integration) === '' ? 'ERROR' : 'ACTIVE';
}

/** Adds one with an empty configuration. */
export function addIntegration(world: World, type: IntegrationType, name: string): PlatformIntegration {
	const integration: PlatformIntegration = {
		id: newId(),
		typeId: type.id,
		name,
		notes: '',
		intendedState: 'DISABLED',
		version: 1,
		properties: {},
		advanced: {},
		credentials: {},
		stateChangedAt: Date.now(),
	};
	world.platformIntegrations.set(integration.id, integration);
	return integration;
}

/** @throws ApiError 400 for an unknown type, 409 if the organization has the maximum number of this type */
export function createIntegration({ world, body }: ApiRequest): PlatformIntegration {
	const { name, integrationType } = objectOf(body);
	const typeId = isObject(integrationType) ? integrationType['id'] : undefined;
	if (!isFilledText(typeId)) throw missingField('integrationType.id');
	const types = integrationTypes(world.settings);
	const type = types.find(({ id }) => id === typeId);
	if (!type) throw invalidValue(typeId, 'integrationType.id', 'IntegrationType', types.map(({ id }) => id));
	const { maxBotConnectors } = world.settings;
	const existing = [...world.platformIntegrations.values()].filter((one) => one.typeId === typeId).length;
	const isLimited = maxBotConnectors > 0 && type.credentialSlot !== undefined;
	if (isLimited && existing >= maxBotConnectors) {
		throw conflict(`The organization has the maximum of ${maxBotConnectors} integrations of this type.`);
	}
	return addIntegration(world, type, isFilledText(name) ? name : type.name);
}

const STATES = ['ENABLED', 'DISABLED'] as const;

export function changeIntegration(request: ApiRequest): PlatformIntegration {
	const integration = platformIntegrationOf(request);
	const { intendedState, name = integration.name } = objectOf(request.body);
	if (!isFilledText(name)) throw invalidValue(name, 'name', 'String');
	const state = intendedState === undefined ? integration.intendedState : STATES.find((one) => one === intendedState);
	if (!state) throw invalidValue(intendedState, 'intendedState', 'Enum', STATES);
	if (state !== integration.intendedState) integration.stateChangedAt = Date.now();
	Object.assign(integration, { name, intendedState: state });
	request.world.changed();
	return integration;
}

function hasType(value: unknown, type: string): boolean {
	if (type === 'array') return Array.isArray(value) && value.every((one) => typeof one === 'string');
	return typeof value === type;
}

function checkedProperties({ properties, check }: IntegrationType, value: unknown): JsonObject {
	if (!isObject(value)) throw value === undefined ? missingField('properties') : invalidValue(value, 'properties', 'Map');
	for (const [key, one] of Object.entries(value)) {
		const type = Object.hasOwn(properties, key) ? properties[key]?.type : undefined;
		if (type === undefined) throw invalidValue(key, `properties.${key}`, 'property of the type', Object.keys(properties));
		if (one !== null && !hasType(one, type)) throw invalidValue(one, `properties.${key}`, type);
	}
	check?.(value);
	return value;
}

function checkedCredentials(world: World, { credentialSlot }: IntegrationType, value: unknown): Record<string, string> {
	if (!isObject(value)) throw value === undefined ? missingField('credentials') : invalidValue(value, 'credentials', 'Map');
	const entries = Object.entries(value).map(([slot, reference]) => {
		if (slot !== credentialSlot) throw invalidValue(slot, `credentials.${slot}`, 'slot', credentialSlot === undefined ? [] : [credentialSlot]);
		const id = isObject(reference) ? reference['id'] : undefined;
		if (typeof id !== 'string' || !world.credentials.has(id)) throw invalidValue(id, `credentials.${slot}.id`, 'Credential');
		return [slot, id] as const;
	});
	return Object.fromEntries(entries);
}

/**
 * Replaces the configuration.
 * @throws ApiError 409 if `version` isn't the current one, 400 with the field
 */
export function configure(request: ApiRequest): PlatformIntegration {
	const { world } = request;
	const integration = platformIntegrationOf(request);
	const type = typeOfIntegration(world, integration);
	const { name, version, properties, advanced, notes = '', credentials } = objectOf(request.body);
	if (!isFilledText(name)) throw missingField('name');
	if (typeof version !== 'number') throw version === undefined ? missingField('version') : invalidValue(version, 'version', 'Integer');
	if (typeof notes !== 'string') throw invalidValue(notes, 'notes', 'String');
	if (!isObject(advanced)) throw advanced === undefined ? missingField('advanced') : invalidValue(advanced, 'advanced', 'Map');
	const checked = {
		properties: checkedProperties(type, properties),
		credentials: checkedCredentials(world, type, credentials),
	};
	if (version !== integration.version) {
		throw conflict(`Version ${version} does not match the current version ${integration.version} of the configuration.`);
	}
	Object.assign(integration, { name, notes, advanced, ...checked, version: version + 1 });
	world.changed();
	return integration;
}

/** Model `IntegrationConfiguration`. */
export const configurationView = (world: World, integration: PlatformIntegration): JsonObject => ({
	id: integration.id,
	name: integration.name,
	version: integration.version,
	properties: integration.properties,
	advanced: integration.advanced,
	notes: integration.notes,
	credentials: Object.fromEntries(
		Object.entries(integration.credentials).flatMap(([slot, id]) => {
			const credential = world.credentials.get(id);
			return credential ? [[slot, credentialView(credential)]] : [];
		}),
	),
	selfUri: `/api/v2/integrations/${integration.id}/config/current`,
});
