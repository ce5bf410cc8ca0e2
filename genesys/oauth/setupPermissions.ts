import type { HttpRequest } from '../client';
import { NOBODY, type PermissionNeed } from './permissions';

/*
 * What Setup: Provision needs, step by step. A client that only carries chats does without these, so the credential's
 * test does not ask for them. Source: permission lists of the platform SDK.
 *
 * Every probe that is not a GET names an object that does not exist or has a body that Genesys refuses; it checks the
 * permission before the body.
 */

const MESSAGING = '/api/v2/conversations/messaging';
const THREADING = `${MESSAGING}/threadingtimeline`;

/** Nothing can be made without a name. */
const NAMELESS = { name: '' };

function need(permission: string, neededFor: string, probe: HttpRequest): PermissionNeed {
	return { permission, neededFor, probe };
}

function viewAddEdit(entity: string, neededFor: string, path: string): PermissionNeed[] {
	return [
		need(`messaging:${entity}:view`, neededFor, { method: 'GET', path, query: { pageSize: 1 } }),
		need(`messaging:${entity}:add`, neededFor, { method: 'POST', path, body: NAMELESS }),
		need(`messaging:${entity}:edit`, neededFor, { method: 'PATCH', path: `${path}/${NOBODY}`, body: { name: 'permission check' } }),
	];
}

/** Needed for every set-up. */
export const BASE_NEEDS: readonly PermissionNeed[] = [
	need('routing:queue:view', 'finding the queue', { method: 'GET', path: '/api/v2/routing/queues', query: { pageSize: 1 } }),
	...viewAddEdit('supportedContent', 'the supported content profile', `${MESSAGING}/supportedcontent`),
	...viewAddEdit('setting', 'the platform configuration with typing', `${MESSAGING}/settings`),
	...viewAddEdit('integration', 'the integration', `${MESSAGING}/integrations/open`),
	need('architect:flow:view', 'finding the flow', { method: 'GET', path: '/api/v2/flows', query: { pageSize: 1 } }),
	need('routing:message:manage', 'the route from the integration to the flow', {
		method: 'GET',
		path: `/api/v2/routing/message/recipients/${NOBODY}`,
	}),
];

/**
 * Needed where the shipped flow is uploaded. That the job asks for the three permissions on flows, too, is UNCONFIRMED;
 * Architect itself does. The probe of architect:job:create registers an upload that nobody makes and that comes to nothing.
 */
export const FLOW_UPLOAD_NEEDS: readonly PermissionNeed[] = [
	need('architect:flow:add', 'creating the flow', { method: 'POST', path: '/api/v2/flows', body: NAMELESS }),
	need('architect:flow:edit', 'uploading the flow', { method: 'PUT', path: `/api/v2/flows/${NOBODY}`, body: NAMELESS }),
	{
		...need('architect:flow:publish', 'publishing the flow', { method: 'POST', path: '/api/v2/flows/actions/publish', query: { flow: NOBODY } }),
		orElse: 'architect:flow:unlock',
	},
	need('architect:job:create', 'uploading the flow', { method: 'POST', path: '/api/v2/flows/jobs' }),
	need('architect:job:view', 'uploading the flow', { method: 'GET', path: `/api/v2/flows/jobs/${NOBODY}` }),
];

/** Needed where the threading window is to be set. */
export const THREADING_NEEDS: readonly PermissionNeed[] = [
	need('conversation:threadingTimeline:view', 'the threading window', { method: 'GET', path: THREADING }),
	// A text in place of the list: an empty list might be taken, and would set the windows of all channels back.
	need('conversation:threadingTimeline:edit', 'the threading window', {
		method: 'PUT',
		path: THREADING,
		body: { settings: 'permission check' },
	}),
];
