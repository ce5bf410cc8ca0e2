import {
	customAttributesField,
	customerField,
	enumField,
	metadataField,
	objectField,
	textField,
	timeField,
} from './checks.mts';
import { contentOf } from './content.mts';
import { receive } from './receive.mts';
import type { InboundMessage } from './receive.mts';
import { answeringIntegration, INBOUND_PATH, RECEIVE } from './shared.mts';
import { openConversation } from '../conversations/threading.mts';
import { badRequest } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { newMessageId } from '../ids.mts';
import type { Integration } from '../integrations/integration.mts';
import { isMediaAllowed } from '../messaging/supportedContent.mts';
import type { World } from '../world.mts';

const BUTTON_TYPES = ['Button', 'QuickReply', 'DatePicker'];

/** Common fields of all customer messages. */
function envelopeOf(world: World, integration: Integration, body: JsonObject) {
	const channel = objectField(body, 'channel');
	const customer = customerField(channel);
	const time = timeField(channel);
	const attributes = customAttributesField(channel, world.settings.maxCustomAttributesBytes);
	const metadata = metadataField(body);
	const id = newMessageId();
	const ownId = isFilledText(channel['messageId']) ? channel['messageId'] : undefined;
	const echoed: JsonObject = {
		id: integration.id,
		platform: 'Open',
		type: 'Private',
		messageId: ownId ?? id,
		to: { id: integration.id },
		from: { ...objectField(channel, 'from'), idType: customer.idType },
		time,
		...(channel['metadata'] !== undefined && { metadata: channel['metadata'] }),
	};
	return { id, customer, time, attributes, channel: echoed, ownId, ...(metadata && { metadata }) };
}

/** Key that identifies a repeated message, or undefined if it has no ID. */
function repeatKey(world: World, integration: Integration, message: InboundMessage, ownId: string | undefined) {
	if (ownId === undefined || world.settings.repeatedMessageId === 'accept') return undefined;
	const time = world.settings.repeatedMessageKey === 'messageIdAndTime' ? message.time : '';
	return JSON.stringify([integration.id, message.customer.id, ownId, time]);
}

/** Accepts a message unless it is a repeat, and returns it as the platform stores it. */
function answerTo(world: World, integration: Integration, message: InboundMessage, ownId: string | undefined): JsonObject {
	const key = repeatKey(world, integration, message, ownId);
	const seen = key === undefined ? undefined : world.seenInbound.get(key);
	if (seen) return seen;
	const conversation = receive(world, integration, message);
	const answer = {
		id: message.id,
		channel: message.channel,
		type: message.type,
		text: message.text,
		...(message.content.length > 0 && { content: message.content }),
		...(message.metadata && { metadata: message.metadata }),
		...(conversation && { conversationId: conversation.id }),
	};
	if (key !== undefined) world.seenInbound.set(key, answer);
	return answer;
}

/** A text, a file, or both. */
function message(request: ApiRequest): ApiAnswer {
	const { world, query } = request;
	const integration = answeringIntegration(request);
	const body = objectOf(request.body);
	const { ownId, ...envelope } = envelopeOf(world, integration, body);
	const isAllowed = (mime: string): boolean => isMediaAllowed(world, integration, 'inbound', mime);
	const content = contentOf(body, world.settings.maxInboundTextLength, isAllowed);
	const answer = answerTo(world, integration, { ...envelope, ...content, type: 'Text' }, ownId);
	return ok(query['prefetchConversationId'] === 'true' ? answer : { ...answer, conversationId: undefined });
}

/**
 * A click on a button: "will be a part of an existing conversation". The response
 * (OpenStructuredResponseNormalizedMessage) contains neither the conversation nor the message with the buttons.
 */
function structuredResponse(request: ApiRequest) {
	const integration = answeringIntegration(request);
	const { world } = request;
	const body = objectOf(request.body);
	const { ownId, ...envelope } = envelopeOf(world, integration, body);
	const button = objectField(body, 'buttonResponse');
	const buttonResponse = {
		...button,
		type: enumField(button, 'type', 'buttonResponse.type', BUTTON_TYPES),
		text: textField(button, 'text', 'buttonResponse.text'),
		payload: textField(button, 'payload', 'buttonResponse.payload'),
	};
	textField(body, 'originatingMessageId');
	if (!openConversation(world, integration.id, envelope.customer.id)) {
		throw badRequest('A structured response must be part of an existing conversation.');
	}
	const content = [{ contentType: 'ButtonResponse', buttonResponse }];
	const inbound: InboundMessage = { ...envelope, content, text: buttonResponse.text, type: 'Structured' };
	const { id, channel, metadata } = answerTo(world, integration, inbound, ownId);
	return ok({ id, channel, type: 'Structured', direction: 'Inbound', content, ...(metadata !== undefined && { metadata }) });
}

export const messageRoutes: Route[] = [
	{ method: 'post', path: `${INBOUND_PATH}/message`, needs: RECEIVE, handle: message },
	{ method: 'post', path: `${INBOUND_PATH}/structured/response`, needs: RECEIVE, handle: structuredResponse },
];
