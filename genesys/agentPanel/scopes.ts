/**
 * Scopes of the OAuth client that signs the agent in: the least that the page and the trigger need (the `security` of each
 * operation in the Platform API's OpenAPI document). `conversations` reads the conversation and its messages, and sends a
 * suggestion; `user-basic-info` says whose token it is. UNCONFIRMED: that `GET /users/me` asks for `users:readonly`.
 */
export const PANEL_SCOPES = ['conversations', 'user-basic-info', 'users:readonly'] as const;
