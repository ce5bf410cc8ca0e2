import { findMessage } from '../conversations/lookup.mts';
import { objectOf } from '../http/json.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { enumField, objectField, textField } from './checks.mts';
import { eventRoutes } from './eventRoutes.mts';
import { message, messageRoutes } from './messageRoutes.mts';
import { receipt, receiptRoutes } from './receiptRoutes.mts';
import { readyIntegration, RECEIVE } from './shared.mts';

/** The deprecated endpoint: the integration is in `channel.to`, the kind in `type`. */
function deprecated(request: ApiRequest): ApiAnswer {
	const body = objectOf(request.body);
	const to = objectField(objectField(body, 'channel'), 'to', 'channel.to');
	const type = enumField(body, 'type', 'type', ['Text', 'Receipt']);
	if (type === 'Text') return message(request, readyIntegration(request.world, textField(to, 'id', 'channel.to.id')));
	const found = findMessage(request.world, textField(body, 'id'));
	const integrationId = found?.conversation.integrationId ?? textField(to, 'id', 'channel.to.id');
	return receipt(request, readyIntegration(request.world, integrationId));
}

/** The five calls with which a customer's side reaches Genesys Cloud. */
export const inboundRoutes: Route[] = [
	...messageRoutes,
	...eventRoutes,
	...receiptRoutes,
	{ method: 'post', path: '/api/v2/conversations/messages/inbound/open', needs: RECEIVE, handle: deprecated },
];
