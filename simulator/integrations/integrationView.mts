import type { Settings } from '../settings.mts';
import type { Integration } from './integration.mts';

export const INTEGRATIONS_PATH = '/api/v2/conversations/messaging/integrations/open';
export const RECIPIENTS_PATH = '/api/v2/routing/message/recipients';

const iso = (time: number): string => new Date(time).toISOString();

/** What GET shows in place of a secret that it keeps to itself. */
const MASKED_SECRET = '****************';

/** Model `OpenIntegration`. */
export function integrationView(integration: Integration, settings: Settings): Record<string, unknown> {
	const { id, name, recipientId, createStatus } = integration;
	return {
		id,
		name,
		outboundNotificationWebhookUrl: integration.webhookUrl,
		outboundNotificationWebhookSignatureSecretToken: settings.secretReturnedByGet
			? integration.secret
			: MASKED_SECRET,
		webhookHeaders: integration.webhookHeaders,
		...(integration.supportedContent && { supportedContent: integration.supportedContent }),
		...(integration.messagingSetting && { messagingSetting: integration.messagingSetting }),
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
