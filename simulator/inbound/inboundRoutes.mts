import { ApiError } from '../http/apiError.mts';
import type { Route } from '../http/routes.mts';
import { eventRoutes } from './eventRoutes.mts';
import { messageRoutes } from './messageRoutes.mts';
import { receiptRoutes } from './receiptRoutes.mts';
import { RECEIVE } from './shared.mts';

/** The call without the integration's ID was retired on 2026-10-05. Whether it returns a 410 or a 404 is UNCONFIRMED. */
function retired(): never {
	const instead = '/api/v2/conversations/messages/{integrationId}/inbound/open/message';
	throw new ApiError(410, 'gone', `This resource has been retired. Use ${instead} and its siblings instead.`);
}

/** Inbound calls from the customer's side. */
export const inboundRoutes: Route[] = [
	...messageRoutes,
	...eventRoutes,
	...receiptRoutes,
	{ method: 'post', path: '/api/v2/conversations/messages/inbound/open', needs: RECEIVE, handle: retired },
];
