import { touch } from '../conversations/lifecycle.mts';
import { findMessage } from '../conversations/lookup.mts';
import type { StoredMessage } from '../conversations/model.mts';
import { objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { enumField, listField, objectField, textField, timeField } from './checks.mts';
import { answeringIntegration, channelOf, INBOUND_PATH, RECEIVE } from './shared.mts';

const STATUSES = ['Sent', 'Delivered', 'Failed', 'Published', 'Removed'];
const REASONS = [
	...['MessageExpired', 'RateLimited', 'MessageNotAllowed', 'GeneralError', 'UnsupportedMessage', 'UnknownMessage'],
	...['InvalidMessageStructure', 'InvalidDestination', 'ServerError', 'MediaTypeNotAllowed'],
	...['InvalidMediaContentLength', 'RecipientOptedOut', 'DataFiltered'],
];

function note(message: StoredMessage, receipt: JsonObject, status: string, reasons: JsonObject[]): void {
	message.receipts.push(receipt);
	if (status === 'Failed') {
		message.delivery = 'failed';
		message.deliveryDetail =
			reasons.map((reason) => String(reason['message'] ?? reason['code'])).join(' ') || 'Failed';
	} else if (message.delivery !== 'failed') {
		message.delivery = status === 'Sent' && message.delivery !== 'delivered' ? 'sent' : 'delivered';
	}
}

/** Receipts: whether the customer's side received an agent's message. */
function receipt(request: ApiRequest): ApiAnswer {
	const { world } = request;
	const integration = answeringIntegration(request);
	const body = objectOf(request.body);
	const id = textField(body, 'id');
	const channel = objectField(body, 'channel');
	const to = objectField(channel, 'to', 'channel.to');
	textField(to, 'id', 'channel.to.id');
	const time = timeField(channel);
	const status = enumField(body, 'status', 'status', STATUSES);
	const reasons = body['reasons'] === undefined ? [] : listField(body, 'reasons');
	for (const reason of reasons) {
		if (reason['code'] !== undefined) enumField(reason, 'code', 'reasons.code', REASONS);
		textField(reason, 'message', 'reasons.message');
	}
	const answer: JsonObject = {
		id,
		channel: channelOf(integration, id, { to, from: { id: integration.id }, time }),
		type: 'Receipt',
		status,
		...(reasons.length > 0 && { reasons }),
		...(typeof body['isFinalReceipt'] === 'boolean' && { isFinalReceipt: body['isFinalReceipt'] }),
		direction: 'Inbound',
	};
	const found = findMessage(world, id);
	if (found && found.conversation.integrationId === integration.id && found.message.from !== 'customer') {
		note(found.message, answer, status, reasons);
		touch(world, found.conversation);
	}
	return ok(answer);
}

export const receiptRoutes: Route[] = [
	{ method: 'post', path: `${INBOUND_PATH}/receipt`, needs: RECEIVE, handle: receipt },
];
