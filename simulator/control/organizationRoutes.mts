import { plant, PLANNED_KINDS, plannedView } from '../architect/schedules.mts';
import { divisionNamed } from '../directory/divisions.mts';
import { byName } from '../directory/directory.mts';
import type { Queue } from '../directory/directory.mts';
import { groupView } from '../directory/groupRoutes.mts';
import { queueView } from '../directory/queueRoutes.mts';
import { newFlow } from '../flows/flow.mts';
import type { Flow } from '../flows/flow.mts';
import { flowView } from '../flows/flowRoutes.mts';
import { badRequest, notFound } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import { noContent, ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import { integrationOf, setCreateStatus } from '../integrations/integration.mts';
import { integrationView } from '../integrations/integrationView.mts';
import type { World } from '../world.mts';

/** IDs of the agents in a list of IDs or names. */
function memberIdsOf({ agents }: World, members: unknown): string[] {
	if (!Array.isArray(members)) throw badRequest('"members" must be a list of agents, by ID or name.');
	return members.map((given: unknown) => {
		const agent = agents.find(({ id, name }) => id === given || name === given);
		if (!agent) throw badRequest(`"members": there is no agent "${String(given)}".`);
		return agent.id;
	});
}

function addQueue({ world, body }: ApiRequest): ApiAnswer {
	const { name, division = 'Home', members } = objectOf(body);
	if (!isFilledText(name)) throw badRequest('"name" is required.');
	if (byName(world.queues, name)) throw badRequest(`There is a queue "${name}" already.`);
	const memberIds = members === undefined ? {} : { memberIds: memberIdsOf(world, members) };
	const queue: Queue = { id: newId(), name, division: divisionNamed(world, String(division)), ...memberIds };
	world.queues.push(queue);
	world.changed();
	return ok(queueView(world, queue));
}

function addGroup({ world, body }: ApiRequest): ApiAnswer {
	const { name, members = [] } = objectOf(body);
	if (!isFilledText(name)) throw badRequest('"name" is required.');
	const group = { id: newId(), name, memberIds: memberIdsOf(world, members) };
	world.groups.push(group);
	world.changed();
	return ok(groupView(group));
}

function changeQueue({ world, params, body }: ApiRequest): ApiAnswer {
	const queue = world.queues.find(({ id, name }) => [id, name].includes(params['queue'] ?? ''));
	if (!queue) throw notFound('The queue');
	queue.memberIds = memberIdsOf(world, objectOf(body)['members']);
	world.changed();
	return ok(queueView(world, queue));
}

function flowOf({ world, params }: ApiRequest): Flow {
	const flow = world.flows.find(({ id, name }) => [id, name].includes(params['flow'] ?? ''));
	if (!flow) throw notFound('The flow');
	return flow;
}

/** A flow without a program, optionally of another type, unpublished, or in another division. */
function addFlow({ world, body }: ApiRequest): ApiAnswer {
	const { name, description = '', type, division = 'Home', published = true } = objectOf(body);
	if (!isFilledText(name)) throw badRequest('"name" is required.');
	const flow = newFlow({
		name,
		description: String(description),
		...(isFilledText(type) && { type: type.toUpperCase() }),
		division: divisionNamed(world, String(division)),
		published: published === true,
	});
	world.flows.push(flow);
	return ok(flowView(flow));
}

function changeFlow(request: ApiRequest): ApiAnswer {
	const flow = flowOf(request);
	const { published } = objectOf(request.body);
	if (typeof published !== 'boolean') throw badRequest('"published" must be true or false.');
	flow.published = published;
	return ok(flowView(flow));
}

function removeFlow(request: ApiRequest): ApiAnswer {
	const flow = flowOf(request);
	request.world.flows = request.world.flows.filter((other) => other !== flow);
	return noContent();
}

const CREATE_STATUSES = ['Initiated', 'Completed', 'Error'] as const;
const isCreateStatus = (value: unknown): value is (typeof CREATE_STATUSES)[number] =>
	CREATE_STATUSES.some((status) => status === value);

/** Puts an integration into a state that the API doesn't allow. */
function changeIntegration(request: ApiRequest): ApiAnswer {
	const integration = integrationOf(request);
	const { webhookUrl = integration.webhookUrl, createStatus, flow } = objectOf(request.body);
	if (typeof webhookUrl !== 'string') throw badRequest('"webhookUrl" must be a string.');
	if (createStatus !== undefined && !isCreateStatus(createStatus)) {
		throw badRequest(`"createStatus" must be one of ${CREATE_STATUSES.join(', ')}.`);
	}
	if (flow !== undefined && flow !== null) throw badRequest('"flow" must be null, which removes the route.');
	integration.webhookUrl = webhookUrl;
	if (createStatus !== undefined) setCreateStatus(integration, createStatus);
	if (flow === null) delete integration.flowId;
	return ok(integrationView(request.world, integration));
}

/** Sets the permissions and divisions of a user, by ID or name, for sign-ins. */
function changeUser({ world, params, body }: ApiRequest): ApiAnswer {
	const user = world.agents.find(({ id, name }) => [id, name].includes(params['user'] ?? ''));
	if (!user) throw notFound('The user');
	const { permissions = user.permissions ?? 'all', divisions } = objectOf(body);
	if (divisions === 'all') delete user.divisions;
	else if (Array.isArray(divisions) && divisions.every(isFilledText)) user.divisions = divisions;
	else if (divisions !== undefined) throw badRequest('"divisions" must be "all" or a list of names.');
	if (permissions === 'all') delete user.permissions;
	else if (Array.isArray(permissions) && permissions.every(isFilledText)) user.permissions = permissions;
	else throw badRequest('"permissions" must be "all" or a list of permission names.');
	return ok(user);
}

/** Skills and languages that flows look up by name. */
function addNamed(list: 'skills' | 'languages') {
	return ({ world, body }: ApiRequest): ApiAnswer => {
		const { name } = objectOf(body);
		if (!isFilledText(name)) throw badRequest('"name" is required.');
		const added = { id: newId(), name };
		world[list].push(added);
		return ok(added);
	};
}

/** Controls to set up, or misconfigure, the organization. */
export const organizationRoutes: Route[] = [
	ownRoute('post', 'queues', addQueue),
	ownRoute('patch', 'queues/:queue', changeQueue),
	ownRoute('post', 'groups', addGroup),
	ownRoute('post', 'flows', addFlow),
	ownRoute('patch', 'flows/:flow', changeFlow),
	ownRoute('delete', 'flows/:flow', removeFlow),
	ownRoute('patch', 'integrations/:integrationId', changeIntegration),
	ownRoute('patch', 'users/:user', changeUser),
	ownRoute('post', 'skills', addNamed('skills')),
	ownRoute('post', 'languages', addNamed('languages')),
	...PLANNED_KINDS.map((kind) =>
		ownRoute('post', kind, ({ world, body }) => ok(plannedView(kind, plant(world, kind, objectOf(body))))),
	),
];
