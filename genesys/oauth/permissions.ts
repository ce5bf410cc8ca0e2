import { anObject } from '../answers';
import { isPermissionError, isUnexpectedAnswer } from '../apiError';
import { createClient, type GenesysClient, type HttpRequest, type Send } from '../client';
import { GenesysApiError } from '../errors';

/** A permission of the OAuth client's role, what this package needs it for, and a call that shows whether it is there. */
export interface PermissionNeed {
	permission: string;
	/** Genesys accepts this one for the same call, so the probe shows only that the role has one of the two. */
	orElse?: string;
	neededFor: string;
	/** A request without effect: it reads, or it names an object that does not exist. */
	probe: HttpRequest;
}

/** An id that no object has. Genesys checks the permission first: without it 403, with it 404 (or 400). */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

/**
 * The role that the documentation asks for, permission by permission: what chats need day by day. What setting Genesys
 * Cloud up needs on top of it is in setupPermissions.ts. Source: permission lists of the platform SDK.
 */
export const PERMISSIONS: readonly PermissionNeed[] = [
	{
		permission: 'messaging:integration:view',
		neededFor: 'the list of integrations, the trigger, all operations of Integration',
		probe: { method: 'GET', path: '/api/v2/conversations/messaging/integrations/open', query: { pageSize: 1 } },
	},
	{
		permission: 'messaging:integration:edit',
		neededFor: 'the trigger, to register its URL; Integration: Update',
		probe: {
			method: 'PATCH',
			path: `/api/v2/conversations/messaging/integrations/open/${NOBODY}`,
			body: { name: 'permission check' },
		},
	},
	{
		permission: 'conversation:message:receive',
		neededFor: 'Handover: Start, all operations of Message',
		probe: { method: 'POST', path: `/api/v2/conversations/messages/${NOBODY}/inbound/open/message`, body: {} },
	},
	{
		permission: 'conversation:communication:view',
		neededFor: 'Handover: Get Status and End, all operations of Conversation; Handover: Start, to notice a chat in progress',
		probe: { method: 'GET', path: `/api/v2/conversations/${NOBODY}` },
	},
	{
		permission: 'conversation:communication:disconnect',
		orElse: 'conversation:message:park',
		neededFor: 'Handover: End',
		probe: { method: 'PATCH', path: `/api/v2/conversations/messages/${NOBODY}`, body: { state: 'disconnected' } },
	},
	{
		permission: 'analytics:conversationDetail:view',
		orElse: 'analytics:agentConversationDetail:view',
		neededFor: 'Conversation: Find Active, and the others when looked up by customer',
		probe: {
			method: 'POST',
			path: '/api/v2/analytics/conversations/details/query',
			body: { interval: '2000-01-01T00:00:00.000Z/2000-01-01T01:00:00.000Z', paging: { pageSize: 1, pageNumber: 1 } },
		},
	},
	{
		permission: 'routing:queue:view',
		neededFor: 'the list of queues, Handover: Check Availability, Conversation: Transfer',
		probe: { method: 'GET', path: '/api/v2/routing/queues', query: { pageSize: 1 } },
	},
	{
		permission: 'directory:user:view',
		neededFor: "the agent's name and picture",
		probe: { method: 'GET', path: `/api/v2/users/${NOBODY}` },
	},
];

/** The permission with what needs it, and the one that Genesys accepts in its place. */
export function inWords({ permission, neededFor, orElse }: PermissionNeed): string {
	return `${permission} (${neededFor}${orElse === undefined ? '' : `; or ${orElse}`})`;
}

/** What the role lacks of the permissions at run time. @throws as `missingOf` does */
export async function findMissingPermissions(
	send: Send,
	sleep: (milliseconds: number) => Promise<void>,
): Promise<PermissionNeed[]> {
	return await missingOf(createClient({ send, sleep }), PERMISSIONS);
}

/**
 * The needs that the token's role does not meet. A probe that is refused for another reason than permission counts as met.
 * @throws GenesysApiError for 401 and 5xx, GenesysUnreachableError: then nothing is known about the role
 */
export async function missingOf(client: GenesysClient, needs: readonly PermissionNeed[]): Promise<PermissionNeed[]> {
	const met = await Promise.all(
		needs.map(async ({ probe }) => {
			const { error } = await client.attempt(probe, { what: 'Check permission', read: anObject, repeatable: true });
			const isRefusal = error instanceof GenesysApiError && error.status !== 401 && error.status < 500 && !isUnexpectedAnswer(error);
			if (error && !isRefusal) throw error;
			return !isPermissionError(error);
		}),
	);
	return needs.filter((_, index) => !met[index]);
}
