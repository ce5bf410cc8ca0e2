import { page, type Page } from '../answers';
import type { GenesysClient, Outcome } from '../client';
import { GenesysApiError, RefusedError, sentence } from '../errors';
import { asArray, asObject, asText, type JsonObject } from '../json';
import { pathId } from '../pathId';

/** A notification channel takes this many topics. */
export const MAX_TOPICS = 1000;

const WHAT = 'Listen to notifications';
const CHANNELS = '/api/v2/notifications/channels';

/** A notification channel lives for 24 hours after its last subscription. */
export interface Channel {
	id: string;
	/** URL of its websocket: a secret, as it is all that a connection needs. */
	address: string;
}

export interface ChannelOptions {
	/** The present channel, to be subscribed again, which renews it for 24 hours. */
	known?: Channel;
	/** Receives rejected topics, as long as another one is left; without it, one rejected topic is an error. */
	onRejected?: (error: RefusedError) => void;
}

/**
 * Opens a notification channel with these topics and no others: the known one, or a new one where Genesys has forgotten it.
 * The channel itself needs no permission, each topic has its own. An OAuth client's 21st channel replaces one that is not
 * in use.
 *
 * @throws RefusedError `topics.rejected`, naming the topics and what the role lacks
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function openChannel(client: GenesysClient, topics: string[], { known, onRejected }: ChannelOptions = {}): Promise<Channel> {
	const renewed = known && (await subscribe(client, known, topics));
	const isForgotten = renewed?.error instanceof GenesysApiError && FORGOTTEN.includes(renewed.error.status);
	const channel = known && !isForgotten ? known : await createChannel(client);
	const { body, error } = renewed && !isForgotten ? renewed : await subscribe(client, channel, topics);
	if (error) throw error;
	const rejected = body.entities.filter(({ state }) => asText(state)?.toLowerCase() === 'rejected');
	if (rejected.length === 0) return channel;
	const rejection = topicsRejected(rejected);
	if (!onRejected || rejected.length >= topics.length) throw rejection;
	onRejected(rejection);
	return channel;
}

/** How Genesys answers for an expired channel; which of them is UNCONFIRMED. */
const FORGOTTEN = [400, 404, 410];

async function createChannel(client: GenesysClient): Promise<Channel> {
	return await client.call({ method: 'POST', path: CHANNELS, body: {} }, { what: WHAT, read: parseChannel, repeatable: true });
}

function parseChannel(body: unknown): Channel | undefined {
	const channel = asObject(body);
	const [id, address] = [asText(channel?.id), asText(channel?.connectUri)];
	return id && address ? { id, address } : undefined;
}

/** Replaces the topics of a channel. */
async function subscribe(client: GenesysClient, { id }: Channel, topics: string[]): Promise<Outcome<Page>> {
	return await client.attempt(
		{
			method: 'PUT',
			path: `${CHANNELS}/${pathId('Channel ID', id)}/subscriptions`,
			// Names rejected topics in the answer; without it, the first one fails the whole call.
			query: { ignoreErrors: true },
			body: topics.map((topic) => ({ id: topic })),
		},
		{ what: WHAT, read: page, repeatable: true },
	);
}

/** Model ChannelTopic: `{ id, state, rejectionReason, missingPermissions }`. */
function topicsRejected(topics: JsonObject[]): RefusedError {
	const permissions = [...new Set(topics.flatMap(({ missingPermissions }) => asArray(missingPermissions).flatMap((name) => asText(name) ?? [])))];
	const list = topics.map(({ id, rejectionReason }) => [asText(id), asText(rejectionReason)].filter(Boolean).join(' – '));
	return new RefusedError({
		code: 'topics.rejected',
		message: `${WHAT}: Genesys Cloud refused ${permissions.length > 0 ? `${sentence(list.join('; '))} The role lacks ${permissions.join(', ')}` : list.join('; ')}`,
		advice:
			permissions.length > 0
				? `Add ${permissions.join(', ')} to the role of the OAuth client (Admin › Roles / Permissions), in the division of the queue.`
				: 'Check that the queue exists, and that the role of the OAuth client may see its division.',
	});
}
