import { notFound } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import type { ApiRequest } from '../http/routes.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';

export const INBOUND_PATH = '/api/v2/conversations/messages/:integrationId/inbound/open';
export const RECEIVE = { all: ['conversation:message:receive'] };

/** @throws ApiError 404 for an integration that doesn't exist or isn't ready */
export function readyIntegration(world: World, id: string): Integration {
	const integration = world.integrations.get(id);
	if (!integration || integration.createStatus !== 'Completed' || integration.deleting) {
		throw notFound('The integration');
	}
	return integration;
}

/** The integration in the path of an inbound call. */
export const answeringIntegration = ({ world, params }: ApiRequest): Integration =>
	readyIntegration(world, params['integrationId'] ?? '');

/** `channel` of a response. */
export const channelOf = (integration: Integration, id: string, fields: JsonObject): JsonObject => ({
	id: integration.id,
	platform: 'Open',
	type: 'Private',
	messageId: id,
	...fields,
});
