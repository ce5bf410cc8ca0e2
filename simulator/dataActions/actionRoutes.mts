import { ApiError, invalidValue, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { noContent, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import { contractOf, requestOf } from './actions.mts';
import type { DataAction } from './actions.mts';

const ACTIONS = '/api/v2/integrations/actions';

/** Model `Action`. The templates of request and answer are texts of their own, which do not come along. */
function view(action: DataAction, query: Record<string, string>): JsonObject {
	const { id, name, integrationId, category, contract, version, secure, request, response } = action;
	const { requestTemplate: _template, ...told } = request;
	const { successTemplate: _successTemplate, ...answer } = response;
	return {
		id,
		name,
		integrationId,
		category,
		version,
		secure,
		...(query['expand'] === 'contract' && { contract }),
		...(query['includeConfig'] === 'true' && { config: { request: told, response: answer } }),
		selfUri: `${ACTIONS}/${id}`,
	};
}

function found({ world, params }: ApiRequest): DataAction {
	const action = world.dataActions.get(params['actionId'] ?? '');
	if (!action) throw notFound('The action');
	return action;
}

/** The `name` of the query may be a part of the name. */
function list({ world, query }: ApiRequest): ApiAnswer {
	const { name = '', category } = query;
	const fitting = [...world.dataActions.values()].filter(
		(action) =>
			action.name.toLowerCase().includes(name.toLowerCase()) && (category === undefined || action.category === category),
	);
	const entities = fitting.map((action) => view(action, query));
	return ok(pageOf(entities, query, ACTIONS));
}

/** It is published at once: what is not has a path of its own, `…/drafts`. */
function create({ world, body, query }: ApiRequest): ApiAnswer {
	const { name, category, integrationId, secure = false, config, contract } = objectOf(body);
	if (!isFilledText(name)) throw missingField('name');
	if (!isFilledText(category)) throw missingField('category');
	if (!isFilledText(integrationId)) throw missingField('integrationId');
	if (!world.actionIntegrations.has(integrationId)) throw invalidValue(integrationId, 'integrationId', 'Integration');
	const read = { ...requestOf(config), ...contractOf(contract) };
	const action: DataAction = { id: newId(), name, category, integrationId, secure: secure === true, version: 1, ...read };
	world.dataActions.set(action.id, action);
	return ok(view(action, query));
}

/** Name, category and configuration; what an action takes and gives stays. */
function change(request: ApiRequest): ApiAnswer {
	const action = found(request);
	const { name = action.name, category = action.category, config, version } = objectOf(request.body);
	if (!isFilledText(name)) throw missingField('name');
	if (!isFilledText(category)) throw missingField('category');
	if (typeof version !== 'number') throw missingField('version');
	if (version !== action.version) {
		throw new ApiError(409, 'version.mismatch', `The action has version ${action.version}.`);
	}
	const changes = config === undefined ? {} : requestOf(config);
	Object.assign(action, changes, { name, category, version: version + 1 });
	return ok(view(action, request.query));
}

const VIEW = { any: ['integrations:action:view', 'bridge:actions:view'] };

export const actionRoutes: Route[] = [
	{ method: 'get', path: ACTIONS, needs: VIEW, handle: list },
	{ method: 'post', path: ACTIONS, needs: { all: ['integrations:action:add'] }, handle: create },
	{
		method: 'get',
		path: `${ACTIONS}/:actionId`,
		needs: VIEW,
		handle: (request) => ok(view(found(request), request.query)),
	},
	{ method: 'patch', path: `${ACTIONS}/:actionId`, needs: { all: ['integrations:action:edit'] }, handle: change },
	{
		method: 'delete',
		path: `${ACTIONS}/:actionId`,
		needs: { all: ['integrations:action:delete'] },
		handle: (request) => {
			request.world.dataActions.delete(found(request).id);
			return noContent();
		},
	},
];
