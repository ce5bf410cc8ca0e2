import { agentImageUrl } from '../desk/deskState.mts';
import { badRequest, invalidValue, notFound } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import { pageOf } from '../http/pages.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { World } from '../world.mts';
import type { Agent } from './directory.mts';
import { divisionView, HOME } from './divisions.mts';

const USERS = '/api/v2/users';
const IMAGE_SIZES = ['x48', 'x96', 'x128', 'x200', 'x300', 'x400'];

/** What a user can be asked with (SDK docs, `GET /users/{id}`). Pictures aren't expandable; every user includes them. */
const EXPANDS = [
	'routingStatus',
	'presence',
	'integrationPresence',
	'conversationSummary',
	'outOfOffice',
	'geolocation',
	'station',
	'authorization',
	'lasttokenissued',
	'authorization.unusedRoles',
	'team',
	'workPlanBidRanks',
	'profileSkills',
	'certifications',
	'locations',
	'groups',
	'skills',
	'languages',
	'languagePreference',
	'employerInfo',
	'biography',
	'dateLastLogin',
	'dateWelcomeSent',
	'customAttributes',
];

/** Whether Genesys Cloud returns a 400 for an unknown value is UNCONFIRMED. */
function checkExpand(expand: string | undefined): void {
	const unknown = expand?.split(',').find((value) => value !== '' && !EXPANDS.includes(value));
	if (unknown !== undefined) throw invalidValue(unknown, 'expand', 'String', EXPANDS);
}

function userView(world: World, agent: Agent): JsonObject {
	const images = IMAGE_SIZES.map((resolution) => ({ resolution, imageUri: agentImageUrl(world, agent.id) }));
	return {
		id: agent.id,
		name: agent.name,
		division: divisionView(HOME),
		email: agent.email,
		username: agent.email,
		state: 'active',
		images,
		version: 1,
		acdAutoAnswer: false,
		selfUri: `${USERS}/${agent.id}`,
	};
}

function oneUser({ world, params, query }: ApiRequest): ApiAnswer {
	checkExpand(query['expand']);
	const agent = world.agents.find(({ id }) => id === params['userId']);
	if (!agent) throw notFound('The user');
	return ok(userView(world, agent));
}

/** Model `UserMe`. The error for client credentials is from live responses. */
function currentUser({ world, userId, query }: ApiRequest): ApiAnswer {
	checkExpand(query['expand']);
	if (userId === undefined) {
		const text = 'This request requires a user context. Client credentials cannot be used for requests to this resource.';
		throw badRequest(text);
	}
	const agent = world.agents.find(({ id }) => id === userId);
	if (!agent) throw notFound('The user');
	return ok(userView(world, agent));
}

/** IP ranges reserved for documentation. The services are those that call customers' servers. */
const IP_RANGES = ['open-messaging', 'bot-connector', 'data-actions'].map((service) => ({
	cidr: '192.0.2.0/24',
	service,
	region: 'us-east-1',
	direction: 'outbound',
}));

/**
 * Skills are found by the start of their name (SDK docs, `GET /routing/skills`). Whether this applies to languages,
 * whether case matters, and both permissions are UNCONFIRMED.
 */
function listNamed(kind: 'skill' | 'language'): Route {
	const [list, path] = [`${kind}s`, `/api/v2/routing/${kind}s`] as ['skills' | 'languages', string];
	return {
		method: 'get',
		path,
		needs: { all: [`routing:${kind}:view`] },
		handle: ({ world, query }) => {
			const start = (query['name'] ?? '').toLowerCase();
			const found = world[list].filter(({ name }) => name.toLowerCase().startsWith(start));
			return ok(pageOf(found.map((one) => ({ ...one, state: 'active', selfUri: `${path}/${one.id}` })), query, path));
		},
	};
}

const USER_VIEW = { all: ['directory:user:view'] };

export const directoryRoutes: Route[] = [
	listNamed('skill'),
	listNamed('language'),
	{
		method: 'get',
		path: USERS,
		needs: USER_VIEW,
		handle: ({ world, query }) => {
			checkExpand(query['expand']);
			return ok(pageOf(world.agents.map((agent) => userView(world, agent)), query, USERS));
		},
	},
	{ method: 'get', path: `${USERS}/me`, needs: 'token', handle: currentUser },
	{
		method: 'get',
		path: `${USERS}/:userId`,
		needs: ({ settings }) => (settings.userLookupNeedsPermission ? USER_VIEW : 'token'),
		handle: oneUser,
	},
	{
		method: 'get',
		path: '/api/v2/ipranges',
		needs: 'token',
		handle: () => ok({ entities: IP_RANGES }),
	},
];
