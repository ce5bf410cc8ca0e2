import { objectWithId } from '../answers';
import type { CallError, GenesysClient, Outcome } from '../client';
import { parseConversation, type Conversation } from '../conversations/conversation';
import { GenesysApiError } from '../errors';
import { isSameId } from '../ids';
import { asObject, asText } from '../json';
import type { PanelClient } from './panel';
import { SIGN_IN, type Refusal } from './refusal';

/** The agent that a token is of, and the conversation that this agent may see. */
export interface Verified {
	agent: { id: string; name: string };
	conversation: Conversation;
}

/**
 * Asks Genesys Cloud, with the agent's own token, whose token it is, and for the conversation: what it does not show this agent,
 * nobody gets to see here. @param client calls with the token
 */
export async function verify(client: GenesysClient, panel: Pick<PanelClient, 'clientId' | 'organizationId'>, conversationId: string): Promise<Verified | Refusal> {
	const [token, user, conversation] = await Promise.all([
		client.attempt({ method: 'GET', path: '/api/v2/tokens/me' }, { what: 'Verify the token', read: readToken }),
		client.attempt({ method: 'GET', path: '/api/v2/users/me' }, { what: 'Identify the agent', read: readUser }),
		client.attempt({ method: 'GET', path: `/api/v2/conversations/${conversationId}` }, { what: 'Get the conversation', read: parseConversation }),
	]);
	const outcomes: Array<Outcome<unknown>> = [token, user, conversation];
	if (outcomes.some(({ error }) => isStatus(error, 401))) return SIGN_IN;
	if (token.error) return refused(token.error, foreign('Genesys Cloud does not say whose sign-in this is. Ask your administrator to check the scopes of the OAuth client.'));
	if (!isSameId(token.body.organizationId, panel.organizationId)) return foreign('You are signed in to another organization than the one that this panel is for. Sign in to that one, or ask your administrator to check the Organization ID in n8n.');
	if (!isSameId(token.body.clientId, panel.clientId)) return foreign('This sign-in was made for another OAuth client than the one of this panel. Close the panel and open it again; if it keeps happening, tell your administrator.');
	if (user.error) return refused(user.error, foreign('This is not the sign-in of a user. Sign in to Genesys Cloud as an agent.'));
	const notAllowed: Refusal = { status: 403, code: 'notAllowed', message: 'Genesys Cloud does not show you this conversation. Ask your administrator for access to it.' };
	if (conversation.error) return refused(conversation.error, notAllowed);
	if (!isSameId(conversation.body.id, conversationId)) return notAllowed;
	return { agent: user.body, conversation: conversation.body };
}

function foreign(message: string): Refusal {
	return { status: 403, code: 'foreignToken', message };
}

/** A refusal for what Genesys Cloud refuses itself; whatever else it could not answer may be possible in a moment. */
function refused(error: CallError, refusal: Refusal): Refusal {
	if (isStatus(error, 400) || isStatus(error, 403) || isStatus(error, 404)) return refusal;
	return { status: 503, code: 'unavailable', message: 'Genesys Cloud cannot be reached at the moment. Try again shortly.', retryAfter: 5 };
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
