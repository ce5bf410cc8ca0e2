export const PATH = '/api/v2/conversations/messaging/integrations/open';

/** An integration as Genesys shows it (OpenIntegration). */
export const integration = (changes: object = {}) => ({
	id: 'integration-1',
	name: 'Web chat',
	outboundNotificationWebhookUrl: 'https://n8n.example.org/webhook/1',
	createStatus: 'Completed',
	...changes,
});
