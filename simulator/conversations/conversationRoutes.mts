import { invalidValue } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { accepted, ok } from '../http/routes.mts';
import type { ApiRequest, Route } from '../http/routes.mts';
import { demand } from '../oauth/authorize.mts';
import type { Needs } from '../oauth/authorize.mts';
import { conversationView, messageConversationView } from './conversationView.mts';
import { endConversation } from './lifecycle.mts';
import { takesPart, visibleConversation } from './lookup.mts';
import { customerOf } from './model.mts';
import type { Conversation } from './model.mts';

const found = (request: ApiRequest): Conversation => visibleConversation(request, request.params['conversationId']);

const VIEW = { any: ['conversation:communication:view'] };

/**
 * A conversation that the caller may view, with the permission or as a participating agent. The documentation lists
 * only the permission, and none for viewing messages; the rest is UNCONFIRMED.
 */
function shown(request: ApiRequest, needsOfClients: Needs): Conversation {
	const { world, client, userId, params } = request;
	const conversation = world.conversations.get(params['conversationId'] ?? '');
	const isAgent = conversation !== undefined && takesPart(request, conversation);
	if (client && !isAgent) demand(client, userId === undefined ? needsOfClients : VIEW);
	return found(request);
}

/** `{ "state": "disconnected" }` is the only supported change of a whole conversation. */
function change(request: ApiRequest): Conversation {
	const { world } = request;
	const conversation = found(request);
	const { state } = objectOf(request.body);
	if (state !== 'disconnected') throw invalidValue(state, 'state', 'State', ['disconnected']);
	endConversation(world, conversation, customerOf(conversation), 'The customer ended the chat');
	return conversation;
}

export const conversationRoutes: Route[] = [
	{
		method: 'get',
		path: '/api/v2/conversations/messages/:conversationId',
		needs: 'token',
		handle: (request) => ok(messageConversationView(shown(request, 'token'))),
	},
	{
		method: 'get',
		path: '/api/v2/conversations/:conversationId',
		needs: 'token',
		handle: (request) => ok(conversationView(request.world, shown(request, VIEW))),
	},
	{
		method: 'patch',
		path: '/api/v2/conversations/messages/:conversationId',
		needs: { any: ['conversation:communication:disconnect', 'conversation:message:park'] },
		handle: (request) => ok(conversationView(request.world, change(request))),
	},
	{
		// The emergency call: a system disconnect without wrap-up.
		method: 'post',
		path: '/api/v2/conversations/:conversationId/disconnect',
		needs: { any: ['conversation:communication:disconnect'] },
		handle: (request) => {
			const conversation = found(request);
			endConversation(request.world, conversation, undefined, 'The chat was disconnected with the API', 'system');
			return accepted();
		},
	},
];
