import type { GenesysClient, Outcome } from '../client';
import { GenesysApiError, sentence } from '../errors';
import { asArray, asObject, asObjects, asText, type JsonObject } from '../json';

/** A notification channel takes this many topics. */
export const MAX_TOPICS = 1000;

const WHAT = 'Listen to notifications';
const CHANNELS = '/api/v2/notifications/channels';

/** What a client listens to: it lives for 24 hours after its last subscription. */
export interface Channel {
	id: string;
	/** Of its websocket. Whoever knows it gets in: it is a secret. */
	address: string;
}

export interface ChannelOptions {
	/** The one that there is: it is used again, and lives for another 24 hours then. */
	known?: Channel;
	/** Is told of refused topics, as long as there are others; without it one is enough to fail. */
	onRejected?: (error: GenesysApiError) => void;
}

/**
 * A notification channel with these topics and no others: the known one, or another where Genesys has forgotten it. The
 * channel itself needs no permission, each topic has its own. Of a client's channels the 21st takes the place of one that
 * is not in use.
 *
 * @throws GenesysApiError with code `topics.rejected`, naming the topics and what the role lacks
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function openChannel(client: GenesysClient, topics: string[], { known, onRejected }: ChannelOptions = {}): Promise<Channel> {
	const renewed = known && (await subscribe(client, known, topics));
	const isForgotten = renewed?.error instanceof GenesysApiError && FORGOTTEN.includes(renewed.error.status);
	const channel = known && !isForgotten ? known : await createChannel(client);
	const { body, error } = renewed && !isForgotten ? renewed : await subscribe(client, channel, topics);
	if (error) throw error;
	const rejected = asObjects(asObject(body)?.entities).filter(({ state }) => asText(state)?.toLowerCase() === 'rejected');
	if (rejected.length === 0) return channel;
	const rejection = topicsRejected(rejected);
	if (!onRejected || rejected.length >= topics.length) throw rejection;
	onRejected(rejection);
	return channel;
}

/** How Genesys answers to a channel that is no more; which of them is UNCONFIRMED. */
const FORGOTTEN = [400, 404, 410];

async function createChannel(client: GenesysClient): Promise<Channel> {
	const channel = asObject(await client.call({ method: 'POST', path: CHANNELS, body: {} }, { what: WHAT, repeatable: true }));
	const [id, address] = [asText(channel?.id), asText(channel?.connectUri)];
	if (!id || !address) throw unusable();
	return { id, address };
}

/** Its topics are these from then on. */
async function subscribe(client: GenesysClient, { id }: Channel, topics: string[]): Promise<Outcome> {
	return await client.attempt(
		{
			method: 'PUT',
			path: `${CHANNELS}/${encodeURIComponent(id)}/subscriptions`,
			// Refused topics are named in the answer then; without it the first one fails the whole call.
			query: { ignoreErrors: true },
			body: topics.map((topic) => ({ id: topic })),
		},
		{ what: WHAT, repeatable: true },
	);
}

/** Model ChannelTopic: `{ id, state, rejectionReason, missingPermissions }`. */
function topicsRejected(topics: JsonObject[]): GenesysApiError {
	const permissions = [...new Set(topics.flatMap(({ missingPermissions }) => asArray(missingPermissions).flatMap((name) => asText(name) ?? [])))];
	const list = topics.map(({ id, rejectionReason }) => [asText(id), asText(rejectionReason)].filter(Boolean).join(' – '));
	return new GenesysApiError({
		status: 403,
		code: 'topics.rejected',
		contextId: '',
		message: `${WHAT}: Genesys Cloud refused ${permissions.length > 0 ? `${sentence(list.join('; '))} The role lacks ${permissions.join(', ')}` : list.join('; ')}`,
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
