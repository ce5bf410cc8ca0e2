import { notFound } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { ok, ownRoute } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { AGENT_ACTIONS } from './agentActions.mts';
import type { Scene } from './agentActions.mts';
import { storageRoutes } from '../downloads/storage.mts';
import { agentOf, agentRoutes } from './agentRoutes.mts';
import { contentExamples } from './contentExamples.mts';
import { deskConversation, deskState } from './deskState.mts';
import { fileRoutes } from './fileRoutes.mts';

function act({ world, params, body }: ApiRequest, action: (scene: Scene) => void): ApiAnswer {
	const conversation = world.conversations.get(params['conversationId'] ?? '');
	if (!conversation) throw notFound('The conversation');
	const options = body === undefined ? {} : objectOf(body);
	const { agentId } = options;
	const named = agentId === undefined || agentId === null ? undefined : agentOf(world, agentId);
	action({ world, conversation, named, body: options });
	return ok(deskConversation(world, conversation));
}

/** The API of the agent desk, also used by tests. */
export const deskRoutes: Route[] = [
	ownRoute('get', 'state', ({ world }) => ok(deskState(world))),
	ownRoute('get', 'content-examples', ({ world }) => ok(contentExamples(world.origin))),
	...Object.entries(AGENT_ACTIONS).map(([name, action]) =>
		ownRoute('post', `conversations/:conversationId/${name}`, (request) => act(request, action)),
	),
	...agentRoutes,
	...fileRoutes,
	...storageRoutes,
];
