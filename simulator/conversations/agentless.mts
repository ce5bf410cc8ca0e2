import { badRequest, invalidValue } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { enumField, textField } from '../inbound/checks.mts';
import { readyIntegration } from '../inbound/shared.mts';
import { endConversation, join } from './lifecycle.mts';
import { displayName } from './model.mts';
import { messageData } from './messageView.mts';
import { sendMessage } from './outbound.mts';
import { newConversation, openConversation } from './threading.mts';

/** `textBody` of messages other than SMS. */
const MAX_TEXT = 2000;

/** A text to a customer without an agent. Open Messaging supports only text here. */
function send({ world, body }: ApiRequest): ApiAnswer {
	const fields = objectOf(body);
	enumField(fields, 'toAddressMessengerType', 'toAddressMessengerType', ['open']);
	const integration = readyIntegration(world, textField(fields, 'fromAddress'));
	const customerId = textField(fields, 'toAddress');
	const text = textField(fields, 'textBody');
	if (text.length > MAX_TEXT) throw badRequest(`The text is longer than the maximum of ${MAX_TEXT} characters.`);
	const { useExistingActiveConversation: reuse = false } = fields;
	if (typeof reuse !== 'boolean') throw invalidValue(reuse, 'useExistingActiveConversation', 'Boolean');

	const existing = reuse ? openConversation(world, integration.id, customerId) : undefined;
	const customer = { id: customerId, idType: 'Opaque' };
	const conversation = existing ?? newConversation(world, integration.id, customer);
	const participant = join(conversation, 'api', 'Agentless message');
	if (!existing) join(conversation, 'customer', displayName(customer));
	const message = sendMessage(world, integration, conversation, { from: 'api', participant, text });
	participant.state = 'disconnected';
	participant.endTime = Date.now();
	participant.disconnectType = 'client';
	// No agent is involved, so the conversation ends immediately. An answer within the threading window reopens it.
	if (!existing) endConversation(world, conversation, participant, 'An agentless message was sent');
	return ok({
		id: message.id,
		conversationId: conversation.id,
		fromAddress: integration.id,
		toAddress: customerId,
		messengerType: 'open',
		useExistingActiveConversation: reuse,
		textBody: text,
		message: messageData(conversation, message),
		timestamp: message.time,
		selfUri: `/api/v2/conversations/messages/${message.id}/details`,
	});
}

export const agentlessRoutes: Route[] = [
	{
		method: 'post',
		path: '/api/v2/conversations/messages/agentless',
		needs: { all: ['conversation:message:create'] },
		handle: send,
	},
];
