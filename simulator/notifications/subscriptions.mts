import { ApiError, badRequest } from '../http/apiError.mts';
import { isFilledText, isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { demand } from '../oauth/authorize.mts';
import type { OAuthClient } from '../oauth/clients.mts';
import type { World } from '../world.mts';
import { noteUse, renew } from './channels.mts';
import type { Channel } from './channels.mts';
import { missingFor } from './topics.mts';

const MAX_TOPICS = 1000;

/** Topic names in a list of `ChannelTopic`. */
export function topicNames(body: unknown): string[] {
	if (!Array.isArray(body)) throw badRequest();
	return body.map((topic: unknown) => {
		if (!isObject(topic) || !isFilledText(topic['id'])) throw badRequest('Each topic needs an "id".');
		return topic['id'];
	});
}

/** Model `ChannelTopic`. */
export const channelTopic = (id: string, missingPermissions: string[] = []): JsonObject => ({
	id,
	state: missingPermissions.length === 0 ? 'Permitted' : 'Rejected',
	...(missingPermissions.length > 0 && {
		rejectionReason: `Missing permissions: ${missingPermissions.join(', ')}`,
		missingPermissions,
	}),
	selfUri: `/api/v2/notifications/availabletopics/${id}`,
});

/**
 * Subscribes a channel to topics and restarts its lifetime.
 * @param names topics with real ids
 * @param options.replace removes the previous topics
 * @param options.ignoreErrors omits topics without permission instead of throwing
 * @returns every requested topic, permitted or rejected
 * @throws ApiError 403 with the missing permissions, 400 for an unknown topic or more than 1000. Then nothing
 * changes
 */
export function subscribe(
	world: World,
	channel: Channel,
	client: OAuthClient,
	names: readonly string[],
	{ replace = false, ignoreErrors = false }: { replace?: boolean; ignoreErrors?: boolean },
): JsonObject[] {
	const asked = [...new Set(names)].map((name) => ({ name, missing: missingFor(world, client, name) }));
	if (!ignoreErrors) demand(client, { all: asked.flatMap(({ missing }) => missing) });
	const permitted = asked.filter(({ missing }) => missing.length === 0).map(({ name }) => name);
	const topics = new Set([...(replace ? [] : channel.topics), ...permitted]);
	if (topics.size > MAX_TOPICS) {
		throw new ApiError(400, 'bad.request', `A channel cannot have more than ${MAX_TOPICS} topics.`);
	}
	channel.topics = topics;
	renew(world, channel);
	noteUse(world, channel);
	return asked.map(({ name, missing }) => channelTopic(name, missing));
}
