/**
 * Scopes that a user's sign-in requests, and what needs each one: the minimum that Genesys' API definition lists for our calls
 * (the `security` of each operation in the Platform API's OpenAPI document; docs: developer.genesys.cloud/authorization/scopes).
 * The user's own permissions still apply. Client credentials have roles instead of scopes.
 */
export const SCOPES = {
	'analytics:readonly': 'Handover: Check Availability; finding a conversation by customer',
	architect: 'Setup, for the flow',
	conversations: 'Handover, Message, Conversation; the triggers and the router',
	'groups:readonly': 'Setup, for the groups of an agent panel',
	integrations: 'the lists of bot connectors and interaction widgets; Setup, for a bot connector or an agent panel',
	messaging: 'the list of integrations; Genesys Open Messaging Trigger, Integration, Setup',
	notifications: 'Genesys Conversation Trigger',
	routing: 'the lists of queues, languages, and skills; Handover: Check Availability; Setup, for the route',
	textbots: 'Genesys Bot Connector Trigger; Bot Connector: Send Later; Setup: Check, for the list of bots',
	'user-basic-info': 'Setup: Check; renewing the token in n8n before 2.10',
	'users:readonly': "the agent's name and picture",
} as const;
