import { invalidValue } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import { noContent, ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import type { OAuthClient } from '../oauth/clients.mts';
import type { World } from '../world.mts';
import { channelsOf, createChannel, ownChannel } from './channels.mts';
import type { Channel } from './channels.mts';
import { CHANNEL_PATH } from './channelSockets.mts';
import { channelTopic, subscribe, topicNames } from './subscriptions.mts';
import { availableTopics } from './topics.mts';

const CHANNELS = '/api/v2/notifications/channels';
const SUBSCRIPTIONS = `${CHANNELS}/:channelId/subscriptions`;

const tokenOf = ({ authorization = '' }: ApiRequest): string => authorization.split(/\s+/)[1] ?? '';

function callerOf({ client }: ApiRequest): OAuthClient {
	if (!client) throw new Error('Channels belong to a client, so their routes need a token.');
	return client;
}

const found = (request: ApiRequest): Channel =>
	ownChannel(request.world, callerOf(request).clientId, request.params['channelId']);

/** Model `Channel`. */
const channelView = (world: World, { id, expiresAt }: Channel): JsonObject => ({
	connectUri: `${world.origin.replace(/^http/, 'ws')}${CHANNEL_PATH}${id}`,
	id,
	expires: new Date(expiresAt).toISOString(),
});

function create(request: ApiRequest): ApiAnswer {
	const { world } = request;
	return ok(channelView(world, createChannel(world, callerOf(request).clientId, tokenOf(request))));
}

/** The channels of this token, or of all the client's tokens. Channels of other tokens don't include their connect URI. */
function list(request: ApiRequest): ApiAnswer {
	const { world, query } = request;
	const { includechannels = 'token' } = query;
	if (!['token', 'oauthclient'].includes(includechannels)) {
		throw invalidValue(includechannels, 'includechannels', 'String', ['token', 'oauthclient']);
	}
	const token = tokenOf(request);
	const own = channelsOf(world, callerOf(request).clientId);
	const shown = includechannels === 'token' ? own.filter((channel) => channel.token === token) : own;
	const entities = shown.map((channel) => {
		const view = channelView(world, channel);
		return channel.token === token ? view : { expires: view['expires'] };
	});
	return ok({ entities });
}

function addTopics(replace: boolean) {
	return (request: ApiRequest): ApiAnswer => {
		const { world, body, query } = request;
		const options = { replace, ignoreErrors: query['ignoreErrors'] === 'true' };
		const channel = found(request);
		return ok({ entities: subscribe(world, channel, callerOf(request), topicNames(body), options) });
	};
}

/** All channels, for tests. */
export const channelControlRoutes: Route[] = [
	ownRoute('get', 'channels', ({ world }) =>
		ok(
			[...world.channels.values()].map((channel) => ({
				...channelView(world, channel),
				clientId: channel.clientId,
				topics: [...channel.topics],
				connections: channel.sockets.size,
			})),
		),
	),
];

export const channelRoutes: Route[] = [
	{ method: 'post', path: CHANNELS, needs: 'token', handle: create },
	{ method: 'get', path: CHANNELS, needs: 'token', handle: list },
	{
		method: 'head',
		path: `${CHANNELS}/:channelId`,
		needs: 'token',
		handle: (request) => {
			found(request);
			return { status: 200 };
		},
	},
	{
		method: 'get',
		path: SUBSCRIPTIONS,
		needs: 'token',
		handle: (request) => ok({ entities: [...found(request).topics].map((topic) => channelTopic(topic)) }),
	},
	{ method: 'post', path: SUBSCRIPTIONS, needs: 'token', handle: addTopics(false) },
	{ method: 'put', path: SUBSCRIPTIONS, needs: 'token', handle: addTopics(true) },
	{
		method: 'delete',
		path: SUBSCRIPTIONS,
		needs: 'token',
		handle: (request) => {
			found(request).topics.clear();
			return noContent();
		},
	},
	{
		method: 'get',
		path: '/api/v2/notifications/availabletopics',
		needs: 'token',
		handle: ({ world, query }) => ok(availableTopics(world, (query['expand'] ?? '').split(','))),
	},
];
