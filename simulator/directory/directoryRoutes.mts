import { agentImageUrl } from '../desk/deskState.mts';
import { notFound } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import { matchesName, pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { World } from '../world.mts';
import type { Agent, Flow, Queue } from './directory.mts';

const USERS = '/api/v2/users';
const QUEUES = '/api/v2/routing/queues';
const FLOWS = '/api/v2/flows';
const IMAGE_SIZES = ['x48', 'x96', 'x128', 'x200', 'x300', 'x400'];

function userView(world: World, agent: Agent, expand: string | undefined): JsonObject {
	const images = IMAGE_SIZES.map((resolution) => ({ resolution, imageUri: agentImageUrl(world, agent.id) }));
	return {
		id: agent.id,
		name: agent.name,
		division: { id: 'home', name: 'Home' },
		email: agent.email,
		username: agent.email,
		state: 'active',
		...(expand?.split(',').includes('images') && { images }),
		version: 1,
		acdAutoAnswer: false,
		selfUri: `${USERS}/${agent.id}`,
	};
}

const queueView = (world: World, { id, name }: Queue): JsonObject => ({
	id,
	name,
	division: { id: 'home', name: 'Home' },
	memberCount: world.agents.length,
	joinedMemberCount: world.agents.filter(({ onQueue }) => onQueue).length,
	selfUri: `${QUEUES}/${id}`,
});

const flowView = ({ id, name }: Flow): JsonObject => ({
	id,
	name,
	type: 'INBOUNDSHORTMESSAGE',
	active: true,
	deleted: false,
	publishedVersion: { id: '1', name: '1.0' },
	selfUri: `${FLOWS}/${id}`,
});

function queues(path: string) {
	return ({ world, query }: ApiRequest): ApiAnswer => {
		const { name, id } = query;
		const found = world.queues.filter(
			(queue) => matchesName(queue.name, name) && (!id || id.split(',').includes(queue.id)),
		);
		return ok(
			pageOf(
				found.map((queue) => queueView(world, queue)),
				query,
				path,
			),
		);
	};
}

function oneQueue({ world, params }: ApiRequest): ApiAnswer {
	const queue = world.queues.find(({ id }) => id === params['queueId']);
	if (!queue) throw notFound('The queue');
	return ok(queueView(world, queue));
}

function oneUser({ world, params, query }: ApiRequest): ApiAnswer {
	const agent = world.agents.find(({ id }) => id === params['userId']);
	if (!agent) throw notFound('The user');
	return ok(userView(world, agent, query['expand']));
}

/** Addresses that documents may use for examples; the services are those that call a customer's own servers. */
const IP_RANGES = ['open-messaging', 'bot-connector', 'data-actions'].map((service) => ({
	cidr: '192.0.2.0/24',
	service,
	region: 'us-east-1',
	direction: 'outbound',
}));

const USER_VIEW = { all: ['directory:user:view'] };
const QUEUE_VIEW = { all: ['routing:queue:view'] };
const QUEUE_SEARCH = { all: ['routing:queue:search'] };

export const directoryRoutes: Route[] = [
	{
		method: 'get',
		path: USERS,
		needs: USER_VIEW,
		handle: ({ world, query }) =>
			ok(
				pageOf(
					world.agents.map((agent) => userView(world, agent, query['expand'])),
					query,
					USERS,
				),
			),
	},
	{
		method: 'get',
		path: `${USERS}/:userId`,
		needs: ({ settings }) => (settings.userLookupNeedsPermission ? USER_VIEW : 'token'),
		handle: oneUser,
	},
	{ method: 'get', path: QUEUES, needs: QUEUE_VIEW, handle: queues(QUEUES) },
	{
		method: 'get',
		path: `${QUEUES}/divisionviews/all`,
		needs: QUEUE_SEARCH,
		handle: queues(`${QUEUES}/divisionviews/all`),
	},
	{ method: 'get', path: `${QUEUES}/divisionviews`, needs: QUEUE_SEARCH, handle: queues(`${QUEUES}/divisionviews`) },
	{ method: 'get', path: `${QUEUES}/:queueId`, needs: QUEUE_VIEW, handle: oneQueue },
	{
		method: 'get',
		path: FLOWS,
		needs: { all: ['architect:flow:view'] },
		handle: ({ world, query }) => {
			const found = world.flows.filter(({ name }) =>
				matchesName(name, query['name'] ?? query['nameOrDescription']),
			);
			return ok(pageOf(found.map(flowView), query, FLOWS));
		},
	},
	{
		method: 'get',
		path: '/api/v2/ipranges',
		needs: 'token',
		handle: () => ok({ entities: IP_RANGES }),
	},
];
