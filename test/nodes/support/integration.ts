import type { IDataObject } from 'n8n-workflow';
import { INTEGRATION } from './ids';
import { SECRET } from './storedCredential';

/** The integration as Genesys Cloud returns it (OpenIntegration), with the secret in plain text: whether it is masked is UNCONFIRMED. */
export const shown = (changes: IDataObject = {}): IDataObject => ({
	id: INTEGRATION,
	name: 'Web chat',
	outboundNotificationWebhookUrl: 'https://n8n.acme.io/webhook/1',
	outboundNotificationWebhookSignatureSecretToken: SECRET,
	webhookHeaders: { 'X-Key': 'the key of the receiver' },
	supportedContent: { id: 'content-1', name: 'Pictures only', selfUri: '/content-1' },
	status: 'active',
	recipient: { id: 'recipient-1' },
	dateCreated: '2026-01-31T10:00:00.000Z',
	dateModified: '2026-01-31T11:00:00.000Z',
	createStatus: 'Completed',
	...changes,
});

/** The same integration as the node returns it. */
export const item = {
	integrationId: INTEGRATION,
	name: 'Web chat',
	webhookUrl: 'https://n8n.acme.io/webhook/1',
	webhookHeaders: ['X-Key'],
	status: 'active',
	createStatus: 'Completed',
	supportedContent: { id: 'content-1', name: 'Pictures only' },
	messagingSetting: null,
	modifiedAt: '2026-01-31T11:00:00.000Z',
};
