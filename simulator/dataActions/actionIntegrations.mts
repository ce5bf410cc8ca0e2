import { ApiError, invalidValue, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';
import { credentialView } from './credentials.mts';

const INTEGRATIONS = '/api/v2/integrations';
/** "Web Services Data Actions": of Genesys Cloud's many kinds the one that calls addresses of one's own. */
const TYPE = 'custom-rest-actions';
const STATES = ['ENABLED', 'DISABLED'] as const;

/** An integration with data actions. (Those of Open Messaging are in `integrations/`.) */
export interface ActionIntegration {
	id: string;
	name: string;
	intendedState: (typeof STATES)[number];
	config: { version: number; notes: string; properties: JsonObject; advanced: JsonObject; credentialId?: string };
}

/** What the requests of its actions can name. */
export const credentialFieldsOf = ({ credentials }: World, { config }: ActionIntegration): Record<string, string> =>
	credentials.get(config.credentialId ?? '')?.fields ?? {};

const view = ({ id, name, intendedState, config: { notes } }: ActionIntegration): JsonObject => ({
	id,
	name,
	integrationType: { id: TYPE, selfUri: `${INTEGRATIONS}/types/${TYPE}` },
	notes,
	intendedState,
	config: { current: { id: 'current', selfUri: `${INTEGRATIONS}/${id}/config/current` } },
	reportedState: { code: intendedState === 'ENABLED' ? 'ACTIVE' : 'INACTIVE' },
	attributes: {},
	selfUri: `${INTEGRATIONS}/${id}`,
});

/** Model `IntegrationConfiguration`. */
function configView({ credentials, settings }: World, { id, name, config }: ActionIntegration): JsonObject {
	const { credentialId = '', ...rest } = config;
	const credential = credentials.get(credentialId);
	return {
		id: 'current',
		name,
		...rest,
		credentials: credential ? { [settings.dataActionCredentialSlot]: credentialView(credential) } : {},
		selfUri: `${INTEGRATIONS}/${id}/config/current`,
	};
}

function found({ world, params }: ApiRequest): ActionIntegration {
	const integration = world.actionIntegrations.get(params['integrationId'] ?? '');
	if (!integration) throw notFound('The integration');
	return integration;
}

function create({ world, body }: ApiRequest): ApiAnswer {
	const { name, integrationType } = objectOf(body);
	if (!isFilledText(name)) throw missingField('name');
	const type = isObject(integrationType) ? integrationType['id'] : undefined;
	if (type !== TYPE) throw invalidValue(type, 'integrationType.id', 'IntegrationType', [TYPE]);
	const config = { version: 1, notes: '', properties: {}, advanced: {} };
	const integration: ActionIntegration = { id: newId(), name, intendedState: 'DISABLED', config };
	world.actionIntegrations.set(integration.id, integration);
	return ok(view(integration));
}

/** There is one place for a credential, whatever the credential's type. */
function credentialIdIn({ credentials: known, settings }: World, credentials: JsonObject): string | undefined {
	const [slot, ...more] = Object.keys(credentials);
	if (slot === undefined) return undefined;
	const named = credentials[slot];
	const id = isObject(named) ? named['id'] : undefined;
	const { dataActionCredentialSlot: only } = settings;
	if (slot !== only || more.length > 0) throw invalidValue(slot, 'credentials', 'CredentialSlot', [only]);
	if (!isFilledText(id) || !known.has(id)) throw invalidValue(id, `credentials.${slot}`, 'Credential');
	return id;
}

/** All fields are needed, and the version has to be the present one. */
function configure(request: ApiRequest): ApiAnswer {
	const integration = found(request);
	const { name, version, notes, properties, advanced, credentials } = objectOf(request.body);
	if (!isFilledText(name)) throw missingField('name');
	if (typeof notes !== 'string') throw missingField('notes');
	if (!isObject(properties)) throw missingField('properties');
	if (!isObject(advanced)) throw missingField('advanced');
	if (!isObject(credentials)) throw missingField('credentials');
	const { config } = integration;
	if (version !== config.version) {
		throw new ApiError(409, 'version.mismatch', `The configuration has version ${config.version}.`);
	}
	const credentialId = credentialIdIn(request.world, credentials);
	integration.name = name;
	integration.config = {
		version: config.version + 1,
		notes,
		properties,
		advanced,
		...(credentialId !== undefined && { credentialId }),
	};
	return ok(configView(request.world, integration));
}

function change(request: ApiRequest): ApiAnswer {
	const integration = found(request);
	const { intendedState } = objectOf(request.body);
	const state = STATES.find((known) => known === intendedState);
	if (!state) throw invalidValue(intendedState, 'intendedState', 'IntendedState', STATES);
	integration.intendedState = state;
	return ok(view(integration));
}

function list({ world, query }: ApiRequest): ApiAnswer {
	const isOfType = query['integrationType'] === undefined || query['integrationType'] === TYPE;
	return ok(pageOf(isOfType ? [...world.actionIntegrations.values()].map(view) : [], query, INTEGRATIONS));
}

const needs = (action: string) => ({ all: [`integrations:integration:${action}`] });
const CURRENT = `${INTEGRATIONS}/:integrationId/config/current`;

export const actionIntegrationRoutes: Route[] = [
	{ method: 'get', path: INTEGRATIONS, needs: needs('view'), handle: list },
	{ method: 'post', path: INTEGRATIONS, needs: needs('add'), handle: create },
	{
		method: 'get',
		path: CURRENT,
		needs: needs('view'),
		handle: (request) => ok(configView(request.world, found(request))),
	},
	{ method: 'put', path: CURRENT, needs: needs('edit'), handle: configure },
	{
		method: 'get',
		path: `${INTEGRATIONS}/:integrationId`,
		needs: needs('view'),
		handle: (request) => ok(view(found(request))),
	},
	{ method: 'patch', path: `${INTEGRATIONS}/:integrationId`, needs: needs('edit'), handle: change },
];
