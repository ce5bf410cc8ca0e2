import { ApiError, conflict } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { noContent, ok } from '../http/routes.mts';
import type { ApiRequest, Route } from '../http/routes.mts';
import { takeFault } from '../control/faults.mts';
import { takesMessages } from '../flows/flow.mts';
import { newId } from '../ids.mts';
import { later } from '../world.mts';
import type { World } from '../world.mts';
import { changedFields, integrationOf, requiredFields, setCreateStatus, withKnownReferences } from './integration.mts';
import type { Integration } from './integration.mts';
import { INTEGRATIONS_PATH, integrationView } from './integrationView.mts';

function startCreation(world: World, integration: Integration): void {
	const fails = takeFault(world, 'integrationCreationError') !== undefined;
	const finish = (): void => {
		setCreateStatus(integration, fails ? 'Error' : 'Completed');
		world.changed();
	};
	later(world, world.settings.integrationCreationMs, finish);
}

function create({ world, body, client }: ApiRequest): Integration {
	const now = Date.now();
	const flowId = world.settings.newIntegrationRouted ? world.flows.find(takesMessages)?.id : undefined;
	const integration: Integration = {
		...withKnownReferences(world, requiredFields(objectOf(body))),
		id: newId(),
		createStatus: 'Initiated',
		recipientId: newId(),
		...(flowId !== undefined && { flowId }),
		createdAt: now,
		modifiedAt: now,
		createdBy: client?.clientId ?? '',
		deleting: false,
	};
	world.integrations.set(integration.id, integration);
	startCreation(world, integration);
	return integration;
}

function update(request: ApiRequest): Integration {
	const integration = integrationOf(request);
	const fields = withKnownReferences(request.world, changedFields(objectOf(request.body)));
	if (integration.createStatus !== 'Completed') {
		throw conflict(`The creation of integration ${integration.id} has not completed.`);
	}
	Object.assign(integration, fields, { modifiedAt: Date.now() });
	request.world.changed();
	return integration;
}

function remove(request: ApiRequest): void {
	const integration = integrationOf(request);
	const { world } = request;
	const inUse = [...world.conversations.values()].some(
		(conversation) => conversation.integrationId === integration.id && conversation.endedAt === undefined,
	);
	// UNCONFIRMED: 412 is a documented status of DELETE, but its precondition isn't documented.
	if (inUse) throw new ApiError(412, 'precondition.failed', 'The integration has active conversations.');
	if (integration.deleting) return;
	integration.deleting = true;
	later(world, world.settings.integrationDeletionMs, () => world.integrations.delete(integration.id));
}

const view = ({ world, query }: ApiRequest, integration: Integration): Record<string, unknown> =>
	integrationView(world, integration, query['expand']);

function all(request: ApiRequest): Array<Record<string, unknown>> {
	const { 'supportedContent.id': supportedContentId, 'messagingSetting.id': messagingSettingId } = request.query;
	return [...request.world.integrations.values()]
		.filter(({ supportedContent }) => !supportedContentId || supportedContent?.id === supportedContentId)
		.filter(({ messagingSetting }) => !messagingSettingId || messagingSetting?.id === messagingSettingId)
		.map((integration) => view(request, integration));
}

const ALL_CHANNELS = '/api/v2/conversations/messaging/integrations';
const ONE = `${INTEGRATIONS_PATH}/:integrationId`;
const VIEW = { all: ['messaging:integration:view'] };

export const integrationRoutes: Route[] = [
	{
		method: 'get',
		path: INTEGRATIONS_PATH,
		needs: VIEW,
		handle: (request) => ok(pageOf(all(request), request.query, INTEGRATIONS_PATH)),
	},
	{
		method: 'get',
		path: ALL_CHANNELS,
		needs: VIEW,
		handle: (request) => {
			const entities = all(request).map((entity) => ({ ...entity, messengerType: 'open' }));
			return ok(pageOf(entities, request.query, ALL_CHANNELS));
		},
	},
	{
		method: 'post',
		path: INTEGRATIONS_PATH,
		needs: { all: ['messaging:integration:add'] },
		handle: (request) => ok(view(request, create(request))),
	},
	{ method: 'get', path: ONE, needs: VIEW, handle: (request) => ok(view(request, integrationOf(request))) },
	{
		method: 'patch',
		path: ONE,
		needs: { all: ['messaging:integration:edit'] },
		handle: (request) => ok(view(request, update(request))),
	},
	{
		method: 'delete',
		path: ONE,
		needs: { all: ['messaging:integration:delete'] },
		handle: (request) => {
			remove(request);
			return noContent();
		},
	},
];
