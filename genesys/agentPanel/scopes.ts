/**
 * Minimum scopes of the OAuth client that signs the agent in (source: `security` of each operation in the Platform API's
 * OpenAPI document). `conversations` reads the conversation and its messages, and sends suggestions. `user-basic-info`
 * identifies the token's user. UNCONFIRMED: `GET /users/me` requires `users:readonly`.
 */
export const PANEL_SCOPES = ['conversations', 'user-basic-info', 'users:readonly'] as const;
