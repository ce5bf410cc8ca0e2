import { objectWithId } from '../answers';
import type { CallError, GenesysClient, Outcome } from '../client';
import { parseConversation, type Conversation } from '../conversations/conversation';
import { GenesysApiError } from '../errors';
import { isSameId } from '../ids';
import { asObject, asText } from '../json';
import type { PanelClient } from './panel';
import { SIGN_IN, type Refusal } from './refusal';

/** The token's agent, and the conversation that this agent can access. */
export interface Verified {
	agent: { id: string; name: string };
	conversation: Conversation;
}

/**
 * Uses the agent's own token to ask Genesys Cloud for the token's owner and for the conversation. An agent who can't access the
 * conversation in Genesys Cloud can't access it here. @param client sends the agent's token
 */
export async function verify(client: GenesysClient, panel: Pick<PanelClient, 'clientId' | 'organizationId'>, conversationId: string): Promise<Verified | Refusal> {
	const [token, user, conversation] = await Promise.all([
		client.attempt({ method: 'GET', path: '/api/v2/tokens/me' }, { what: 'Verify the token', read: readToken }),
		client.attempt({ method: 'GET', path: '/api/v2/users/me' }, { what: 'Identify the agent', read: readUser }),
		client.attempt({ method: 'GET', path: `/api/v2/conversations/${conversationId}` }, { what: 'Get the conversation', read: parseConversation }),
	]);
	const outcomes: Array<Outcome<unknown>> = [token, user, conversation];
	if (outcomes.some(({ error }) => isStatus(error, 401))) return SIGN_IN;
	if (token.error) return refused(token.error, foreign("Genesys Cloud didn't identify your sign-in. Ask your administrator to check the OAuth client's scopes."));
	if (!isSameId(token.body.organizationId, panel.organizationId)) return foreign("You're signed in to a different organization than this panel is for. Sign in to the panel's organization, or ask your administrator to check the Organization ID in n8n.");
	if (!isSameId(token.body.clientId, panel.clientId)) return foreign("Your sign-in belongs to a different OAuth client than this panel's. Close and reopen the panel. If it keeps happening, contact your administrator.");
	if (user.error) return refused(user.error, foreign("Your sign-in doesn't belong to a user. Sign in to Genesys Cloud as an agent."));
	const notAllowed: Refusal = { status: 403, code: 'notAllowed', message: "You don't have access to this conversation in Genesys Cloud. Ask your administrator for access." };
	if (conversation.error) return refused(conversation.error, notAllowed);
	if (!isSameId(conversation.body.id, conversationId)) return notAllowed;
	return { agent: user.body, conversation: conversation.body };
}

function foreign(message: string): Refusal {
	return { status: 403, code: 'foreignToken', message };
}

/** Maps a rejection by Genesys Cloud to this refusal, and any other error to a temporary one. */
function refused(error: CallError, refusal: Refusal): Refusal {
	if (isStatus(error, 400) || isStatus(error, 403) || isStatus(error, 404)) return refusal;
	return { status: 503, code: 'unavailable', message: 'Genesys Cloud is unavailable. Try again in a moment.', retryAfter: 5 };
}

function isStatus(error: CallError | undefined, status: number): boolean {
	return error instanceof GenesysApiError && error.status === status;
}

/** Model `TokenInfo`. */
function readToken(body: unknown): { organizationId?: string; clientId?: string } | undefined {
	const token = asObject(body);
	return token && { organizationId: asText(asObject(token.organization)?.id), clientId: asText(asObject(token.OAuthClient)?.id) };
}

function readUser(body: unknown): Verified['agent'] | undefined {
	const user = objectWithId(body);
	return user && { id: user.id, name: asText(user.name) ?? '' };
}
