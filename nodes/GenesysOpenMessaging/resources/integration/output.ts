import type { IDataObject } from 'n8n-workflow';
import { withoutUndefined } from '../../../../genesys/json';
import type { OpenIntegration } from '../../../../genesys/openMessaging/integrations';

/** An integration as an item: never with its secret, and of its headers the names only. */
export function integrationItem({ id, createError, ...rest }: OpenIntegration): IDataObject {
	return withoutUndefined({
		integrationId: id,
		name: rest.name,
		webhookUrl: rest.webhookUrl,
		webhookHeaders: rest.webhookHeaders,
		status: rest.status,
		createStatus: rest.createStatus,
		createError,
		supportedContent: rest.supportedContent ? { ...rest.supportedContent } : null,
		messagingSetting: rest.messagingSetting ? { ...rest.messagingSetting } : null,
		recipientId: rest.recipientId,
		createdAt: rest.createdAt,
		modifiedAt: rest.modifiedAt,
	});
}
