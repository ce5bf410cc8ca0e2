import { invalidValue } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { accepted, ok } from '../http/routes.mts';
import type { ApiRequest, Route } from '../http/routes.mts';
import { conversationView, messageConversationView } from './conversationView.mts';
import { endConversation } from './lifecycle.mts';
import { visibleConversation } from './lookup.mts';
import { customerOf } from './model.mts';
import type { Conversation } from './model.mts';

const found = (request: ApiRequest): Conversation => visibleConversation(request, request.params['conversationId']);

/** `{ "state": "disconnected" }` is the only change that makes sense for a whole conversation. */
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
		handle: (request) => ok(messageConversationView(found(request))),
	},
	{
		method: 'get',
		path: '/api/v2/conversations/:conversationId',
		needs: { any: ['conversation:communication:view'] },
		handle: (request) => ok(conversationView(request.world, found(request))),
	},
	{
		method: 'patch',
		path: '/api/v2/conversations/messages/:conversationId',
		needs: { any: ['conversation:communication:disconnect', 'conversation:message:park'] },
		handle: (request) => ok(conversationView(request.world, change(request))),
	},
	{
		// The emergency tool: a system disconnect, with no regard for wrap-up.
		method: 'post',
		path: '/api/v2/conversations/:conversationId/disconnect',
		needs: { any: ['conversation:communication:disconnect'] },
		handle: (request) => {
			const conversation = found(request);
			endConversation(request.world, conversation, undefined, 'The chat was torn down over the API', 'system');
			return accepted();
		},
	},
];
