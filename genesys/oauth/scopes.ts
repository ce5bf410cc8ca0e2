/**
 * Scopes of a user's sign-in, and what needs them: the least that Genesys' definition of its API names for our calls (the
 * `security` of each operation in the Platform API's OpenAPI document; docs: developer.genesys.cloud/authorization/scopes). A
 * token gets no further than the signed-in user's permissions. Client credentials have roles and no scopes.
 */
export const SCOPES = {
	'analytics:readonly': 'Conversation: Find Active and the others when looked up by customer, Handover: Check Availability',
	architect: 'Setup: Provision and Setup: Check, for the flow',
	conversations: 'Handover, Message and Conversation; the triggers and the router',
	'groups:readonly': 'Setup: Provision and Setup: Check, for the groups of an agent panel',
	integrations: 'the lists of bot connectors and interaction widgets; Setup: Provision and Setup: Check, for a bot connector or an agent panel',
	messaging: 'the list of integrations, Genesys Open Messaging Trigger, Integration, Setup',
	notifications: 'Genesys Conversation Trigger',
	routing: 'the lists of queues, languages and skills, Handover: Check Availability; Setup, for the route',
	textbots: 'Genesys Bot Connector Trigger, Bot Connector: Send Later; Setup: Check, for the list of bots',
	'user-basic-info': 'Setup: Check, and renewing the token in n8n before 2.10',
	'users:readonly': "the agent's name and picture",
} as const;
