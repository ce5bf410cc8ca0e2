import { invalidValue } from '../http/apiError.mts';
import type { JsonObject } from '../http/json.mts';
import { hasPermission } from '../oauth/clients.mts';
import type { OAuthClient } from '../oauth/clients.mts';
import type { Settings } from '../settings.mts';
import type { World } from '../world.mts';

/** Detail events by the last part of their topic. */
export const DETAIL_EVENTS = {
	'acd.end': 'AcdEndEvent',
	'acd.start': 'AcdStartEvent',
	acw: 'AfterCallWorkEvent containing agent wrapups',
	attributes: 'AttributeUpdateEvent',
	contact: 'ContactUpdateEvent',
	'customer.end': 'CustomerEndEvent',
	'customer.start': 'CustomerStartEvent',
	'flow.end': 'FlowEndEvent',
	'flow.start': 'FlowStartEvent',
	'user.end': 'UserEndEvent',
	'user.start': 'UserStartEvent',
	wrapup: 'WrapupEvent',
} as const;

export type DetailEvent = keyof typeof DETAIL_EVENTS;

export const detailTopic = (conversationId: string, event: DetailEvent): string =>
	`v2.detail.events.conversation.${conversationId}.${event}`;
export const queueTopic = (queueId: string): string => `v2.routing.queues.${queueId}.conversations.messages`;
export const userTopic = (userId: string): string => `v2.users.${userId}.conversations.messages`;

/** Placeholder for IDs in topic names in the documentation and EventBridge. */
export const ANY_ID = '{id}';

interface Topic {
	/** The name with `{id}`. */
	id: string;
	description: string;
	permissions(settings: Settings): string[];
	transports: string[];
}

const TOPICS: Topic[] = [
	...(Object.keys(DETAIL_EVENTS) as DetailEvent[]).map((event) => ({
		id: detailTopic(ANY_ID, event),
		description: `Topic for analytics detail event type: ${DETAIL_EVENTS[event]}.`,
		permissions: ({ detailTopicPermissions }: Settings) => detailTopicPermissions,
		transports: ['All'],
	})),
	...[queueTopic(ANY_ID), userTopic(ANY_ID)].map((id) => ({
		id,
		description: 'Message conversations with all participants, on every change.',
		permissions: ({ conversationTopicPermissions }: Settings) => conversationTopicPermissions,
		transports: ['Websocket', 'EventBridge'],
	})),
];

/** The topics of detail events, with `{id}`. */
export const DETAIL_TOPICS = TOPICS.filter(({ transports }) => transports.includes('All')).map(({ id }) => id);

const ID = '[0-9a-fA-F-]{36}';
const PATTERNS = TOPICS.map((topic) => ({
	topic,
	pattern: new RegExp(`^${topic.id.replaceAll('.', '\\.').replace(ANY_ID, ID)}$`),
}));

/**
 * The permissions that a client is missing for a topic.
 * @param name with a real ID
 * @throws ApiError 400 for an unknown topic
 */
export function missingFor({ settings }: World, client: OAuthClient, name: string): string[] {
	const found = PATTERNS.find(({ pattern }) => pattern.test(name));
	if (!found) throw invalidValue(name, 'id', 'Topic');
	return found.topic.permissions(settings).filter((permission) => !hasPermission(client, permission));
}

/**
 * Model `AvailableTopicEntityListing`.
 * @param expand fields to include in addition to the name
 */
export function availableTopics({ settings }: World, expand: readonly string[]): JsonObject {
	const entities = TOPICS.map(({ id, description, permissions, transports }) => {
		const requiresPermissions = permissions(settings);
		const details: JsonObject = {
			description,
			requiresPermissions,
			permissionDetails: [{ type: 'requiresPermissions', permissions: requiresPermissions, enforced: true }],
			transports,
			topicParameters: ['id'],
			enforced: true,
			visibility: 'Public',
		};
		return { id, ...Object.fromEntries(Object.entries(details).filter(([name]) => expand.includes(name))) };
	});
	return { entities };
}
