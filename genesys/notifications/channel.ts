import type { GenesysClient } from '../client';
import { GenesysApiError } from '../errors';
import { asArray, asObject, asObjects, asText, type JsonObject } from '../json';

/** A notification channel lives 24 hours, and takes this many topics. */
export const MAX_TOPICS = 1000;

const WHAT = 'Listen to notifications';
const CHANNELS = '/api/v2/notifications/channels';

/**
 * Makes a notification channel with these topics; gives the address of its websocket. The channel itself needs no
 * permission, each topic has its own. Of a client's channels the 21st takes the place of one that is not in use.
 *
 * @param onRejected is told of refused topics, as long as there are others; without it one is enough to fail
 * @throws GenesysApiError with code `topics.rejected`, naming the topics and what the role lacks
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function openChannel(
	client: GenesysClient,
	topics: string[],
	onRejected?: (error: GenesysApiError) => void,
): Promise<string> {
	const channel = asObject(await client.call({ method: 'POST', path: CHANNELS, body: {} }, { what: WHAT, repeatable: true }));
	const id = asText(channel?.id);
	const connectUri = asText(channel?.connectUri);
	if (!id || !connectUri) throw unusable();
	const answer = await client.call(
		{
			method: 'PUT',
			path: `${CHANNELS}/${encodeURIComponent(id)}/subscriptions`,
			// Refused topics are named in the answer then; without it the first one fails the whole call.
			query: { ignoreErrors: true },
			body: topics.map((topic) => ({ id: topic })),
		},
		{ what: WHAT, repeatable: true },
	);
	const rejected = asObjects(asObject(answer)?.entities).filter(({ state }) => asText(state)?.toLowerCase() === 'rejected');
	if (rejected.length > 0) {
		const error = topicsRejected(rejected);
		if (!onRejected || rejected.length >= topics.length) throw error;
		onRejected(error);
	}
	return connectUri;
}

/** Model ChannelTopic: `{ id, state, rejectionReason, missingPermissions }`. */
function topicsRejected(topics: JsonObject[]): GenesysApiError {
	const permissions = [...new Set(topics.flatMap(({ missingPermissions }) => asArray(missingPermissions).flatMap((name) => asText(name) ?? [])))];
	const list = topics.map(({ id, rejectionReason }) => [asText(id), asText(rejectionReason)].filter(Boolean).join(' – '));
	return new GenesysApiError({
		status: 403,
		code: 'topics.rejected',
		contextId: '',
		message: `${WHAT}: Genesys Cloud refused ${list.join('; ')}${permissions.length > 0 ? `. The role lacks ${permissions.join(', ')}` : ''}`,
		advice:
			permissions.length > 0
				? `Add ${permissions.join(', ')} to the role of the OAuth client (Admin › Roles / Permissions), in the division of the queue.`
				: 'Check that the queue exists, and that the role of the OAuth client may see its division.',
	});
}

function unusable(): GenesysApiError {
	return new GenesysApiError({
		status: 200,
		code: 'unexpected.answer',
		contextId: '',
		message: `${WHAT}: Genesys Cloud gave no address to connect to`,
		advice: 'Try again later.',
	});
}
