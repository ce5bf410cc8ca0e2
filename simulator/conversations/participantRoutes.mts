import { sees } from '../directory/divisions.mts';
import { badRequest, conflict, invalidValue, missingField, notFound } from '../http/apiError.mts';
import { isObject, objectOf, textOf } from '../http/json.mts';
import { accepted, ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { closeBy, decline, endConversation, touch, transfer, wrapUp } from './lifecycle.mts';
import { participantIn, visibleConversation } from './lookup.mts';
import type { Conversation, Participant } from './model.mts';
import { transferToAgent } from './secondAgent.mts';

const MESSAGES = '/api/v2/conversations/messages/:conversationId/participants/:participantId';
const ANY = '/api/v2/conversations/:conversationId/participants/:participantId';

const CHANGE = {
	any: ['conversation:participant:wrapup', 'conversation:call:record', 'conversation:communication:disconnect'],
};
const TRANSFER = {
	any: ['conversation:communication:blindTransfer', 'conversation:communication:blindTransferQueue'],
};
const TRANSFER_TO_AGENT = {
	any: ['conversation:communication:blindTransfer', 'conversation:communication:blindTransferAgent'],
};

function found(request: ApiRequest): { conversation: Conversation; participant: Participant } {
	const { params } = request;
	const conversation = visibleConversation(request, params['conversationId']);
	return { conversation, participant: participantIn(conversation, params['participantId']) };
}

/** Disconnects a participant. The conversation ends unless the agent is only alerting or another agent stays. */
function disconnect(request: ApiRequest, conversation: Conversation, participant: Participant): void {
	if (participant.state === 'disconnected') return;
	if (participant.state === 'alerting') decline(request.world, conversation, participant);
	else if (participant.purpose === 'agent') closeBy(request.world, conversation, participant);
	else if (participant.purpose === 'customer') endConversation(request.world, conversation, participant, 'The customer ended the chat');
	else endConversation(request.world, conversation, participant, 'The chat was ended with the API');
}

function changeState(request: ApiRequest): void {
	const { conversation, participant } = found(request);
	const { state } = objectOf(request.body);
	if (state === undefined) return;
	if (state !== 'disconnected') throw invalidValue(state, 'state', 'State', ['disconnected']);
	disconnect(request, conversation, participant);
}

function change(request: ApiRequest): ApiAnswer {
	const { conversation, participant } = found(request);
	const { wrapup } = objectOf(request.body);
	changeState(request);
	if (isObject(wrapup)) {
		if (participant.purpose !== 'agent') throw badRequest('Only an agent has after-call work.');
		wrapUp(request.world, conversation, participant, {
			code: textOf(wrapup['code']) ?? '',
			notes: textOf(wrapup['notes']),
		});
	}
	return accepted();
}

function changeCommunication(request: ApiRequest): ApiAnswer {
	if (found(request).participant.communicationId !== request.params['communicationId']) {
		throw notFound('The communication');
	}
	changeState(request);
	return ok({});
}

/** Updates participant data. Omitted keys stay. */
function changeAttributes(request: ApiRequest): ApiAnswer {
	const { conversation, participant } = found(request);
	const { attributes } = objectOf(request.body);
	if (attributes === undefined) throw missingField('attributes');
	if (!isObject(attributes)) throw invalidValue(attributes, 'attributes', 'Map');
	const texts = Object.entries(attributes).map(([key, value]) => {
		if (typeof value === 'object') throw invalidValue(value, `attributes.${key}`, 'String');
		return [key, String(value)] as const;
	});
	participant.attributes = { ...participant.attributes, ...Object.fromEntries(texts) };
	touch(request.world, conversation);
	return ok({ attributes: participant.attributes });
}

/** @throws ApiError if the participant can't be replaced */
function replaceable(request: ApiRequest): Conversation {
	const { conversation, participant } = found(request);
	if (participant.state === 'disconnected') throw conflict('The participant has left the conversation.');
	if (participant.purpose === 'customer') throw badRequest('The customer cannot be replaced.');
	return conversation;
}

/** A blind transfer to an agent, who is alerted. */
function replaceByAgent(request: ApiRequest): ApiAnswer {
	const { userId } = objectOf(request.body);
	if (userId === undefined) throw missingField('userId');
	const agent = request.world.agents.find(({ id }) => id === userId);
	if (!agent) throw notFound('The user');
	transferToAgent(request.world, replaceable(request), agent);
	return accepted();
}

/** A blind transfer to a queue, which replaces the participant. */
function replaceByQueue(request: ApiRequest): ApiAnswer {
	const { world, client, body } = request;
	const { queueId, queueName } = objectOf(body);
	const queues = world.queues.filter(({ division }) => sees(client, division));
	const queue = queues.find(({ id, name }) => id === queueId || (!queueId && name === queueName));
	if (!queue) throw queueId || queueName ? notFound('The queue') : missingField('queueId');
	transfer(world, replaceable(request), queue);
	return accepted();
}

export const participantRoutes: Route[] = [
	{ method: 'patch', path: MESSAGES, needs: CHANGE, handle: change },
	{ method: 'patch', path: `${MESSAGES}/attributes`, needs: 'token', handle: changeAttributes },
	{ method: 'patch', path: `${ANY}/attributes`, needs: 'token', handle: changeAttributes },
	{
		method: 'patch',
		path: `${MESSAGES}/communications/:communicationId`,
		needs: CHANGE,
		handle: changeCommunication,
	},
	{ method: 'post', path: `${MESSAGES}/replace`, needs: TRANSFER, handle: replaceByQueue },
	{ method: 'post', path: `${ANY}/replace/queue`, needs: TRANSFER, handle: replaceByQueue },
	{ method: 'post', path: `${ANY}/replace/agent`, needs: TRANSFER_TO_AGENT, handle: replaceByAgent },
];
