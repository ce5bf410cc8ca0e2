import { touch } from '../conversations/lifecycle.mts';
import { openConversation } from '../conversations/threading.mts';
import { missingField } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newMessageId } from '../ids.mts';
import { isTypingOn } from '../messaging/messagingSetting.mts';
import { later } from '../world.mts';
import { customerField, enumField, listField, objectField, timeField } from './checks.mts';
import { answeringIntegration, channelOf, INBOUND_PATH, RECEIVE } from './shared.mts';

/** How long the desk shows that the customer is typing. */
const TYPING_SHOWN_MS = 5000;

/** The customer is typing. If inbound typing isn't enabled, the notice is accepted and ignored. */
function event(request: ApiRequest): ApiAnswer {
	const { world } = request;
	const integration = answeringIntegration(request);
	const body = objectOf(request.body);
	const channel = objectField(body, 'channel');
	const customer = customerField(channel);
	const time = timeField(channel);
	const events = listField(body, 'events');
	if (events.length === 0) throw missingField('events');
	events.forEach((entry, index) => enumField(entry, 'eventType', `events[${index}].eventType`, ['Typing']));
	const conversation = openConversation(world, integration.id, customer.id);
	if (conversation && isTypingOn(world, integration, 'inbound')) {
		conversation.customerTypingUntil = Date.now() + TYPING_SHOWN_MS;
		later(world, TYPING_SHOWN_MS + 10, () => world.changed());
		touch(world, conversation);
	}
	const id = newMessageId();
	const echoed = channelOf(integration, id, { to: { id: integration.id }, from: channel['from'], time });
	const typed = [{ eventType: 'Typing', typing: { type: 'On', duration: TYPING_SHOWN_MS } }];
	return ok({ id, channel: echoed, type: 'Event', events: typed });
}

export const eventRoutes: Route[] = [{ method: 'post', path: `${INBOUND_PATH}/event`, needs: RECEIVE, handle: event }];
