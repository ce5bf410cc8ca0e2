import { anObject } from '../answers';
import { isPermissionError, isUnexpectedAnswer } from '../apiError';
import { createClient, type ClientOptions, type GenesysClient, type HttpRequest, type Send } from '../client';
import { GenesysApiError, wordsOf } from '../errors';
import { login, type ClientCredentials, type PostForm } from './login';

/** A permission of the OAuth client's role, what needs it, and another permission that Genesys accepts instead. */
export interface PermissionNeed {
	permission: string;
	orElse?: string;
	neededFor: string;
	/** A request without effect: it reads, names an object that doesn't exist, or has an invalid body. */
	probe: HttpRequest;
}

/** An ID that no object has. Genesys checks the permission first: 403 without it, 404 or 400 with it. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';
const CONVERSATIONS = '/api/v2/conversations';
const MESSAGING = `${CONVERSATIONS}/messaging`;
const FLOWS = '/api/v2/flows';
type Extras = { orElse?: string; body?: object };
/** @param call method, path, and query of the probe */
function need(permission: string, neededFor: string, call: string, { orElse, body }: Extras = {}): PermissionNeed {
	const [method, path, query] = call.split(/[ ?]/) as [HttpRequest['method'], string, string?];
	const probe = { method, path, ...(query && { query: Object.fromEntries(new URLSearchParams(query)) }), ...(body && { body }) };
	return { permission, neededFor, probe, ...(orElse && { orElse }) };
}

const NO_CHANGE = { body: { name: 'permission check' } };
const NAMELESS = { body: { name: '' } }; // Genesys creates nothing without a name.
const LONG_AGO = { interval: '2000-01-01T00:00:00.000Z/2000-01-01T01:00:00.000Z', paging: { pageSize: 1, pageNumber: 1 } };
const VIEW_INTEGRATIONS = `GET ${MESSAGING}/integrations/open?pageSize=1`;
const EDIT_INTEGRATION = `PATCH ${MESSAGING}/integrations/open/${NOBODY}`;
const VIEW_QUEUES = 'GET /api/v2/routing/queues?pageSize=1';
const RECEIVE = `POST ${CONVERSATIONS}/messages/${NOBODY}/inbound/open/message`;
const DISCONNECT = `PATCH ${CONVERSATIONS}/messages/${NOBODY}`;
const FIND_CONVERSATIONS = 'POST /api/v2/analytics/conversations/details/query';
const FIND_NEEDS = 'Conversation: Find Active; finding a conversation by customer';
const STATUS_NEEDS = 'Handover: Get Status and End; all operations of Conversation; Handover: Start, to detect an open conversation';
const OR_PARK = { orElse: 'conversation:message:park', body: { state: 'disconnected' } };
const OR_OF_AGENTS = { orElse: 'analytics:agentConversationDetail:view', body: LONG_AGO };

/** Needed in daily operation; the credential's test checks these. Source of all lists: the platform SDK's permissions. */
export const PERMISSIONS: readonly PermissionNeed[] = [
	need('messaging:integration:view', 'the list of integrations; the trigger; all operations of Integration', VIEW_INTEGRATIONS),
	need('messaging:integration:edit', 'the trigger, to register its URL; Integration: Update', EDIT_INTEGRATION, NO_CHANGE),
	need('conversation:message:receive', 'Handover: Start; all operations of Message', RECEIVE, { body: {} }),
	need('conversation:communication:view', STATUS_NEEDS, `GET ${CONVERSATIONS}/${NOBODY}`),
	need('conversation:communication:disconnect', 'Handover: End', DISCONNECT, OR_PARK),
	need('analytics:conversationDetail:view', FIND_NEEDS, FIND_CONVERSATIONS, OR_OF_AGENTS),
	need('routing:queue:view', 'the list of queues; Handover: Check Availability; Conversation: Transfer', VIEW_QUEUES),
	need('directory:user:view', "the agent's name and picture", `GET /api/v2/users/${NOBODY}`),
];

function viewAddEdit(entity: string, neededFor: string, path: string): PermissionNeed[] {
	return [
		need(`messaging:${entity}:view`, neededFor, `GET ${path}?pageSize=1`),
		need(`messaging:${entity}:add`, neededFor, `POST ${path}`, NAMELESS),
		need(`messaging:${entity}:edit`, neededFor, `PATCH ${path}/${NOBODY}`, NO_CHANGE),
	];
}

/** Needed for every run of Setup: Provision. */
export const BASE_NEEDS: readonly PermissionNeed[] = [
	need('routing:queue:view', 'finding the queue', VIEW_QUEUES),
	...viewAddEdit('supportedContent', 'the supported content profile', `${MESSAGING}/supportedcontent`),
	...viewAddEdit('setting', 'the platform configuration', `${MESSAGING}/settings`),
	...viewAddEdit('integration', 'the integration', `${MESSAGING}/integrations/open`),
	need('architect:flow:view', 'finding the flow', `GET ${FLOWS}?pageSize=1`),
	need('routing:message:manage', 'the route from the integration to the flow', `GET /api/v2/routing/message/recipients/${NOBODY}`),
];

/** Needed to upload our flow. That the job requires the three permissions on flows is UNCONFIRMED; Architect itself does. */
export const FLOW_UPLOAD_NEEDS: readonly PermissionNeed[] = [
	need('architect:flow:add', 'creating the flow', `POST ${FLOWS}`, NAMELESS),
	need('architect:flow:edit', 'uploading the flow', `PUT ${FLOWS}/${NOBODY}`, NAMELESS),
	need('architect:flow:publish', 'publishing the flow', `POST ${FLOWS}/actions/publish?flow=${NOBODY}`, { orElse: 'architect:flow:unlock' }),
	// Registers an upload that never happens and has no effect.
	need('architect:job:create', 'uploading the flow', `POST ${FLOWS}/jobs`),
	need('architect:job:view', 'uploading the flow', `GET ${FLOWS}/jobs/${NOBODY}`),
];

/** Text instead of the list of windows. Genesys might accept an empty list, which would reset the windows of all channels. */
const NO_LIST = { body: { settings: 'permission check' } };
/** Needed to set the threading window. */
export const THREADING_NEEDS: readonly PermissionNeed[] = [
	need('conversation:threadingTimeline:view', 'the threading window', `GET ${MESSAGING}/threadingtimeline`),
	need('conversation:threadingTimeline:edit', 'the threading window', `PUT ${MESSAGING}/threadingtimeline`, NO_LIST),
];

const PLATFORM = '/api/v2/integrations'; // Integrations of Admin › Integrations, including Bot Connectors.
/** Needed for Setup: Provision of these integrations. Genesys' own setup wizards require these three, also for credentials. */
export const PLATFORM_NEEDS: readonly PermissionNeed[] = [
	need('integrations:integration:view', 'finding the integration and its type', `GET ${PLATFORM}/types?pageSize=1`),
	need('integrations:integration:add', 'the integration and its credential', `POST ${PLATFORM}`, NAMELESS),
	need('integrations:integration:edit', 'its configuration and activation', `PATCH ${PLATFORM}/${NOBODY}`, NO_CHANGE),
];

const CLIENTS = '/api/v2/oauth/clients';
const VIEW_CLIENT = need('oauth:client:view', 'the OAuth client of the panel', `GET ${CLIENTS}/${NOBODY}`);
/** Needed for Setup: Provision to create or change the OAuth client of a panel. */
export const OAUTH_CLIENT_NEEDS = {
	create: [VIEW_CLIENT, need('oauth:client:add', 'creating the OAuth client of the panel', `POST ${CLIENTS}`, NAMELESS)],
	change: [VIEW_CLIENT, need('oauth:client:edit', 'the redirect URI and the scopes of the OAuth client', `PUT ${CLIENTS}/${NOBODY}`, NAMELESS)],
} satisfies Record<string, readonly PermissionNeed[]>;

/** Needed to find queues. */
export const QUEUE_NEEDS: readonly PermissionNeed[] = [need('routing:queue:view', 'finding the queues', VIEW_QUEUES)];

const LISTED_BOTS = `${PLATFORM}/botconnector/${NOBODY}/bots`;
const PULLED_BOTS = `${PLATFORM}/botconnectors/${NOBODY}/bots`;
/** Text instead of the list of bots, which Genesys Cloud rejects. */
const NO_BOTS = { body: { chatBots: 'permission check' } };
/** Needed by the Genesys Bot Connector Trigger in daily operation, by generation. */
export const BOT_PERMISSIONS = {
	botConnector: [
		need('integration:botconnector:view', 'the Genesys Bot Connector Trigger, to register the bot', `GET ${LISTED_BOTS}`),
		need('integration:botconnector:edit', 'the Genesys Bot Connector Trigger, to register the bot', `PUT ${LISTED_BOTS}`, NO_BOTS),
	],
	digitalBotConnector: [
		need('integration:botconnector:view', 'the Genesys Bot Connector Trigger, to check what Genesys Cloud has loaded', `GET ${PULLED_BOTS}`),
		need('integration:botconnector:send', 'late answers; Bot Connector: Send Later', `POST ${PLATFORM}/botconnectors/outgoing/messages`, { body: {} }),
	],
} satisfies Record<string, readonly PermissionNeed[]>;

export function inWords({ permission, neededFor, orElse }: PermissionNeed): string {
	return `${permission} (${neededFor}${orElse === undefined ? '' : `; or ${orElse}`})`;
}

/** The missing permissions. @throws GenesysApiError for 401 and 5xx, GenesysUnreachableError, because the role is unknown then */
export async function missingOf(client: GenesysClient, needs: readonly PermissionNeed[]): Promise<PermissionNeed[]> {
	const probed = needs.map(async (need) => {
		const { error } = await client.attempt(need.probe, { what: 'Check permission', read: anObject, repeatable: true });
		const isRefusal = error instanceof GenesysApiError && error.status !== 401 && error.status < 500 && !isUnexpectedAnswer(error);
		if (error && !isRefusal) throw error;
		return isPermissionError(error) ? [need] : [];
	});
	return (await Promise.all(probed)).flat();
}

type ConnectionTools = { post: PostForm; sendWith: (accessToken: string) => Send; sleep: ClientOptions['sleep'] };
/** Makes real calls. The message explains which call failed and why, and lists all missing permissions. */
export async function checkConnection(credentials: ClientCredentials, { post, sendWith, sleep }: ConnectionTools) {
	try {
		const send = sendWith(await login(credentials, post));
		const missing = await missingOf(createClient({ send, sleep }), PERMISSIONS);
		if (missing.length === 0) return { ok: true, message: 'Connected: token received, all permissions present' };
		const list = missing.map(inWords).join('; ');
		return { ok: false, message: `The token works, but the role of the OAuth client lacks: ${list}. Add the missing permissions in Admin › Roles / Permissions.` };
	} catch (error) {
		return { ok: false, message: wordsOf(error) };
	}
}
