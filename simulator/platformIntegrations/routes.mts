import type { JsonObject } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { noContent, ok } from '../http/routes.mts';
import type { ApiRequest, Route } from '../http/routes.mts';
import type { World } from '../world.mts';
import { changeCredential, createCredential, CREDENTIALS_PATH, credentialOf, credentialView } from './credentials.mts';
import {
	changeIntegration,
	configurationView,
	configure,
	createIntegration,
	platformIntegrationOf,
	stateOfIntegration,
} from './platformIntegration.mts';
import type { PlatformIntegration } from './platformIntegration.mts';
import { integrationTypes, schemaView, typeOf, TYPES_PATH, typeView } from './types.mts';

const PATH = '/api/v2/integrations';
const ONE = `${PATH}/:integrationId`;
const EFFECTIVE = { ACTIVE: 'Active', INACTIVE: 'Inactive', ERROR: 'Error' };

/** Model `Integration`. */
function integrationView(world: World, integration: PlatformIntegration, expand = ''): JsonObject {
	const code = stateOfIntegration(world, integration);
	const full = configurationView(world, integration);
	const expanded = expand.split(',').includes('config.current');
	return {
		id: integration.id,
		name: integration.name,
		integrationType: typeView(typeOf(world, integration.typeId)),
		notes: integration.notes,
		intendedState: integration.intendedState,
		config: { current: expanded ? full : { id: integration.id, selfUri: full['selfUri'] } },
		reportedState: {
			code,
			effective: EFFECTIVE[code],
			...(code === 'ERROR' && { detail: { message: 'The integration has no URI.' } }),
			lastUpdated: new Date(integration.stateChangedAt).toISOString(),
		},
		attributes: {},
		selfUri: `${PATH}/${integration.id}`,
	};
}

const shown = (request: ApiRequest, integration: PlatformIntegration) =>
	ok(integrationView(request.world, integration, request.query['expand']));

function list({ world, query }: ApiRequest) {
	const { integrationType, ids, expand } = query;
	const entities = [...world.platformIntegrations.values()]
		.filter(({ typeId }) => !integrationType || typeId === integrationType)
		.filter(({ id }) => !ids || ids.split(',').includes(id))
		.map((integration) => integrationView(world, integration, expand));
	return ok(pageOf(entities, query, PATH));
}

function remove(request: ApiRequest) {
	const integration = platformIntegrationOf(request);
	request.world.platformIntegrations.delete(integration.id);
	request.world.changed();
	return shown(request, integration);
}

const permission = (action: string) => ({ all: [`integrations:integration:${action}`] });
const VIEW = permission('view');
const ADD = permission('add');
const EDIT = permission('edit');
const DELETE = permission('delete');

/** UNCONFIRMED: the SDK's documentation lists no permission for credentials, Terraform's lists those of integrations. */
const credentialNeeds = (needs: { all: string[] }) => (world: World) =>
	world.settings.credentialsNeedPermission ? needs : 'token';

const types = ({ world }: ApiRequest) => integrationTypes(world.settings).map(typeView);
const credentials = ({ world }: ApiRequest) => [...world.credentials.values()].map(credentialView);

/** Admin › Integrations: types, integrations, their configuration and credentials. */
export const platformIntegrationRoutes: Route[] = [
	{ method: 'get', path: TYPES_PATH, needs: VIEW, handle: (request) => ok(pageOf(types(request), request.query, TYPES_PATH)) },
	{
		method: 'get',
		path: `${TYPES_PATH}/:typeId`,
		needs: VIEW,
		handle: ({ world, params }) => ok(typeView(typeOf(world, params['typeId']))),
	},
	{
		method: 'get',
		path: `${TYPES_PATH}/:typeId/configschemas/:configType`,
		needs: VIEW,
		handle: ({ world, params }) => ok(schemaView(typeOf(world, params['typeId']), params['configType'])),
	},
	{
		method: 'get',
		path: CREDENTIALS_PATH,
		needs: credentialNeeds(VIEW),
		handle: (request) => ok(pageOf(credentials(request), request.query, CREDENTIALS_PATH)),
	},
	{
		method: 'post',
		path: CREDENTIALS_PATH,
		needs: credentialNeeds(ADD),
		handle: (request) => ok(credentialView(createCredential(request))),
	},
	{
		method: 'get',
		path: `${CREDENTIALS_PATH}/:credentialId`,
		needs: credentialNeeds(VIEW),
		handle: (request) => ok(credentialView(credentialOf(request))),
	},
	{
		method: 'put',
		path: `${CREDENTIALS_PATH}/:credentialId`,
		needs: credentialNeeds(EDIT),
		handle: (request) => ok(credentialView(changeCredential(request))),
	},
	{
		method: 'delete',
		path: `${CREDENTIALS_PATH}/:credentialId`,
		needs: credentialNeeds(DELETE),
		handle: (request) => {
			request.world.credentials.delete(credentialOf(request).id);
			return noContent();
		},
	},
	{ method: 'get', path: PATH, needs: VIEW, handle: list },
	{ method: 'post', path: PATH, needs: ADD, handle: (request) => shown(request, createIntegration(request)) },
	{ method: 'get', path: ONE, needs: VIEW, handle: (request) => shown(request, platformIntegrationOf(request)) },
	{ method: 'patch', path: ONE, needs: EDIT, handle: (request) => shown(request, changeIntegration(request)) },
	{ method: 'delete', path: ONE, needs: DELETE, handle: remove },
	{
		method: 'get',
		path: `${ONE}/config/current`,
		needs: VIEW,
		handle: (request) => ok(configurationView(request.world, platformIntegrationOf(request))),
	},
	{
		method: 'put',
		path: `${ONE}/config/current`,
		needs: EDIT,
		handle: (request) => ok(configurationView(request.world, configure(request))),
	},
];
