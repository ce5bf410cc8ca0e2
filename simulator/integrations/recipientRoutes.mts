import { sees } from '../directory/divisions.mts';
import { takesMessages } from '../flows/flow.mts';
import { invalidValue, notFound } from '../http/apiError.mts';
import { isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { matchesName, pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { World } from '../world.mts';
import type { Integration } from './integration.mts';
import { RECIPIENTS_PATH } from './integrationView.mts';

const MANAGE = { all: ['routing:message:manage'] };

/** Model `Recipient`: which flow handles the messages of an integration. */
function recipientView(world: World, integration: Integration): JsonObject {
	const flow = world.flows.find(({ id }) => id === integration.flowId);
	return {
		id: integration.recipientId,
		name: integration.name,
		...(flow && { flow: { id: flow.id, name: flow.name, selfUri: `/api/v2/flows/${flow.id}` } }),
		dateCreated: new Date(integration.createdAt).toISOString(),
		dateModified: new Date(integration.modifiedAt).toISOString(),
		messengerType: 'open',
		selfUri: `${RECIPIENTS_PATH}/${integration.recipientId}`,
	};
}

const ready = (world: World): Integration[] =>
	[...world.integrations.values()].filter(({ createStatus }) => createStatus === 'Completed');

function found({ world, params }: ApiRequest): Integration {
	const integration = ready(world).find(({ recipientId }) => recipientId === params['recipientId']);
	if (!integration) throw notFound('The recipient');
	return integration;
}

function list({ world, query }: ApiRequest): ApiAnswer {
	const { messengerType = 'open', name } = query;
	const entities = ready(world)
		.filter((integration) => messengerType === 'open' && matchesName(integration.name, name))
		.map((integration) => recipientView(world, integration));
	return ok(pageOf(entities, query, RECIPIENTS_PATH));
}

/** Accepts a published inbound message flow or none. */
function route(request: ApiRequest): ApiAnswer {
	const { world, body, client } = request;
	const integration = found(request);
	const { flow } = objectOf(body);
	if (flow === undefined || flow === null) {
		delete integration.flowId;
		return ok(recipientView(world, integration));
	}
	const flowId = isObject(flow) ? flow['id'] : undefined;
	const chosen = world.flows.find(({ id, division }) => id === flowId && sees(client, division));
	if (!chosen || !takesMessages(chosen)) throw invalidValue(flowId, 'flow.id', 'published inbound message flow');
	integration.flowId = chosen.id;
	return ok(recipientView(world, integration));
}

export const recipientRoutes: Route[] = [
	{ method: 'get', path: RECIPIENTS_PATH, needs: MANAGE, handle: list },
	{
		method: 'get',
		path: `${RECIPIENTS_PATH}/:recipientId`,
		needs: MANAGE,
		handle: (request) => ok(recipientView(request.world, found(request))),
	},
	{ method: 'put', path: `${RECIPIENTS_PATH}/:recipientId`, needs: MANAGE, handle: route },
];
