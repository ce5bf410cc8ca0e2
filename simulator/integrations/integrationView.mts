import { messagingSetting } from '../messaging/messagingSetting.mts';
import { findProfile, profileView } from '../messaging/profiles.mts';
import type { ProfileKind } from '../messaging/profiles.mts';
import { supportedContent } from '../messaging/supportedContent.mts';
import type { World } from '../world.mts';
import type { Integration } from './integration.mts';

export const INTEGRATIONS_PATH = '/api/v2/conversations/messaging/integrations/open';
export const RECIPIENTS_PATH = '/api/v2/routing/message/recipients';

const iso = (time: number): string => new Date(time).toISOString();

/** Masked secret in GET responses. */
const MASKED_SECRET = '****************';

/** An integration's profile: ID and name, or the whole profile with `expand`. */
function reference<Content>(
	world: World,
	integration: Integration,
	kind: ProfileKind<Content>,
	expand: string,
): Record<string, unknown> {
	const id = integration[kind.reference]?.id;
	const profile = id === undefined ? undefined : findProfile(world, kind, id);
	if (!profile) return {};
	const full = expand.split(',').includes(kind.reference);
	return { [kind.reference]: full ? profileView(kind, profile) : { id, name: profile.name, selfUri: `${kind.path}/${id}` } };
}

/**
 * Model `OpenIntegration`.
 * @param expand the query parameter: `supportedContent`, `messagingSetting`, comma-separated
 */
export function integrationView(world: World, integration: Integration, expand = ''): Record<string, unknown> {
	const { id, name, recipientId, createStatus } = integration;
	return {
		id,
		name,
		outboundNotificationWebhookUrl: integration.webhookUrl,
		outboundNotificationWebhookSignatureSecretToken: world.settings.secretReturnedByGet
			? integration.secret
			: MASKED_SECRET,
		webhookHeaders: integration.webhookHeaders,
		...reference(world, integration, supportedContent, expand),
		...reference(world, integration, messagingSetting, expand),
		status: createStatus === 'Completed' ? 'active' : 'inactive',
		recipient: { id: recipientId, selfUri: `${RECIPIENTS_PATH}/${recipientId}` },
		dateCreated: iso(integration.createdAt),
		dateModified: iso(integration.modifiedAt),
		createdBy: { id: integration.createdBy },
		modifiedBy: { id: integration.createdBy },
		createStatus,
		...(integration.createError && { createError: integration.createError }),
		selfUri: `${INTEGRATIONS_PATH}/${id}`,
	};
}
