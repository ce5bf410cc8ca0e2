import { ApiError, badRequest, missingField, notFound } from '../http/apiError.mts';
import { isFilledText, objectOf } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { visibleConversation } from './lookup.mts';
import type { Participant } from './model.mts';
import { messageData } from './messageView.mts';
import { destinationOf, sendMessage } from './outbound.mts';

const CREATE = { any: ['conversation:message:create', 'conversation:webmessaging:create'] };

/** `textBody` of messages other than SMS. */
const MAX_TEXT = 2000;

/** UNCONFIRMED: status and code if the user sends as another agent or after leaving. */
const refused = (text: string): ApiError => new ApiError(403, 'not.authorized', text);

/** One of the bodies of model `AdditionalMessage`. The simulator supports only text. */
function textIn(body: unknown): string {
	const { textBody, mediaIds, messagingTemplate } = objectOf(body);
	if (mediaIds !== undefined || messagingTemplate !== undefined) {
		throw badRequest('The simulator supports only "textBody".');
	}
	if (!isFilledText(textBody)) throw missingField('textBody');
	if (textBody.length <= MAX_TEXT) return textBody;
	const text = 'One or more attributes is longer than the maximum length allowed.';
	throw new ApiError(400, 'max.length.exceeded', text);
}

/** The signed-in user's communication while connected to the customer. */
function ownCommunication({ userId, params }: ApiRequest, participants: Participant[]): Participant {
	const participant = participants.find(({ communicationId }) => communicationId === params['communicationId']);
	if (!participant) throw notFound('The communication');
	if (userId === undefined || participant.userId !== userId) throw refused('The communication belongs to another user.');
	if (participant.state !== 'connected' || participant.consulting) throw refused('The communication is not connected.');
	return participant;
}

/** An agent's message. The customer gets it like one from the desk. */
function send(request: ApiRequest): ApiAnswer {
	const { world, params, body } = request;
	const conversation = visibleConversation(request, params['conversationId']);
	const participant = ownCommunication(request, conversation.participants);
	const text = textIn(body);
	const destination = destinationOf(world, conversation);
	const message = sendMessage(world, destination, conversation, { from: 'agent', participant, text });
	return ok(messageData(conversation, message));
}

export const communicationRoutes: Route[] = [
	{
		method: 'post',
		path: '/api/v2/conversations/messages/:conversationId/communications/:communicationId/messages',
		needs: CREATE,
		handle: send,
	},
];
