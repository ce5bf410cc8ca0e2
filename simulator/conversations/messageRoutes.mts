import { badRequest, notFound } from '../http/apiError.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { findMessage, seesConversation, visibleConversation } from './lookup.mts';
import { messageData } from './messageView.mts';

const VIEW = { any: ['conversation:message:view', 'conversation:webmessaging:view'] };
const MAX_BULK = 1000;

function details(request: ApiRequest): ApiAnswer {
	const { world, params } = request;
	const found = findMessage(world, params['messageId']);
	const { conversationId } = params;
	if (!found || (conversationId !== undefined && found.conversation.id !== conversationId)) {
		throw notFound('The message');
	}
	// A message of a conversation that isn't visible yet can't be looked up either.
	visibleConversation(request, found.conversation.id);
	return ok(messageData(found.conversation, found.message));
}

function bulk(request: ApiRequest): ApiAnswer {
	const { world, params, body } = request;
	if (!Array.isArray(body) || body.length > MAX_BULK || !body.every((id) => typeof id === 'string'))
		throw badRequest();
	const entities = body.flatMap((id: string) => {
		const found = findMessage(world, id);
		if (!found || found.conversation.id !== params['conversationId']) return [];
		return seesConversation(request, found.conversation) ? [messageData(found.conversation, found.message)] : [];
	});
	return ok({ entities });
}

export const messageRoutes: Route[] = [
	{ method: 'get', path: '/api/v2/conversations/messages/:messageId/details', needs: VIEW, handle: details },
	{
		method: 'get',
		path: '/api/v2/conversations/messages/:conversationId/messages/:messageId',
		needs: VIEW,
		handle: details,
	},
	{
		method: 'post',
		path: '/api/v2/conversations/messages/:conversationId/messages/bulk',
		needs: VIEW,
		handle: bulk,
	},
];
