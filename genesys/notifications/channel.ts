import { page, type Page } from '../answers';
import type { GenesysClient, Outcome } from '../client';
import { GenesysApiError, RefusedError, sentence } from '../errors';
import { asArray, asObject, asText, type JsonObject } from '../json';
import { pathId } from '../ids';

export const MAX_TOPICS = 1000; // Topics of one channel.
const WHAT = 'Listen to notifications';
const CHANNELS = '/api/v2/notifications/channels';
const FORGOTTEN = [400, 404, 410]; // Genesys' responses for an expired channel (which of them is UNCONFIRMED).

/** Lives for 24 hours after its last subscription. `address`: URL of its websocket, which is a secret because it's all a connection needs. */
export type Channel = { id: string; address: string };

/**
 * Opens a notification channel with exactly these topics: the known channel, or a new one if it has expired. The channel needs
 * no permission; each topic has its own. An OAuth client's 21st channel replaces one that isn't in use.
 * @param options.onRejected receives rejected topics as long as others are accepted; without it, a rejection is an error
 * @throws RefusedError `topics.rejected`, with the topics and the missing permissions; GenesysApiError, GenesysUnreachableError
 */
export async function openChannel(
	client: GenesysClient, topics: string[],
	{ known, onRejected }: { known?: Channel; onRejected?: (error: RefusedError) => void } = {},
): Promise<Channel> {
	const renewed = known && (await subscribe(client, known, topics));
	const isForgotten = renewed?.error instanceof GenesysApiError && FORGOTTEN.includes(renewed.error.status);
	const create = { method: 'POST', path: CHANNELS, body: {} } as const;
	const channel = known && !isForgotten ? known : await client.call(create, { what: WHAT, read: parseChannel, repeatable: true });
	const { body, error } = renewed && !isForgotten ? renewed : await subscribe(client, channel, topics);
	if (error) throw error;
	const rejected = body.entities.filter(({ state }) => asText(state)?.toLowerCase() === 'rejected');
	if (rejected.length === 0) return channel;
	const rejection = topicsRejected(rejected);
	if (!onRejected || rejected.length >= topics.length) throw rejection;
	onRejected(rejection);
	return channel;
}

function parseChannel(body: unknown): Channel | undefined {
	const channel = asObject(body);
	const [id, address] = [asText(channel?.id), asText(channel?.connectUri)];
	return id && address ? { id, address } : undefined;
}

async function subscribe(client: GenesysClient, { id }: Channel, topics: string[]): Promise<Outcome<Page>> {
	const path = `${CHANNELS}/${pathId('Channel ID', id)}/subscriptions`;
	const query = { ignoreErrors: true }; // Without it, the first rejected topic fails the whole call.
	const body = topics.map((topic) => ({ id: topic }));
	return await client.attempt({ method: 'PUT', path, query, body }, { what: WHAT, read: page, repeatable: true });
}

/** Model ChannelTopic: `{ id, state, rejectionReason, missingPermissions }`. */
function topicsRejected(topics: JsonObject[]): RefusedError {
	const missing = topics.flatMap(({ missingPermissions }) => asArray(missingPermissions).flatMap((name) => asText(name) ?? []));
	const permissions = [...new Set(missing)].join(', ');
	const list = topics.map(({ id, rejectionReason }) => [asText(id), asText(rejectionReason)].filter(Boolean).join(' – ')).join('; ');
	return new RefusedError({
		code: 'topics.rejected',
		message: `${WHAT}: Genesys Cloud refused ${permissions ? `${sentence(list)} The role is missing ${permissions}` : list}`,
		advice: permissions
			? `Add ${permissions} to the role of the OAuth client or signed-in user (Admin › Roles / Permissions), in the division of the queue.`
			: 'Check that the queue exists, and that the role of the OAuth client or signed-in user can access its division.',
	});
}
