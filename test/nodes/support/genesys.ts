import nock from 'nock';
import type { IDataObject } from 'n8n-workflow';
import { lookUpAgain, stopLookingUp } from '../../support/nameLookups';
import { CONVERSATION, INTEGRATION } from './ids';
import { STORED } from './storedCredential';

/** Genesys Cloud in front of n8n's real HTTP client. Region of the tests' credential: mypurecloud.de. */
export const API = 'https://api.mypurecloud.de';
export const LOGIN = 'https://login.mypurecloud.de';

export const INBOUND = `/api/v2/conversations/messages/${INTEGRATION}/inbound/open/message`;
export const INTEGRATIONS = '/api/v2/conversations/messaging/integrations/open';

/**
 * For every test file: no call leaves the machine, and each test uses every response that it prepared.
 *
 * @param reachable a host that is really called: this machine, if the trigger itself is called over HTTP
 */
export function guardNetwork(reachable?: '127.0.0.1'): void {
	beforeAll(() => {
		nock.disableNetConnect();
		stopLookingUp();
		if (reachable !== undefined) nock.enableNetConnect(reachable);
	});
	afterEach(() => {
		const unused = nock.pendingMocks();
		nock.cleanAll();
		expect(unused).toEqual([]);
	});
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
		lookUpAgain();
	});
}

/** The API for requests with this access token. */
export function api(accessToken = STORED): nock.Scope {
	return nock(API, { reqheaders: { authorization: `Bearer ${accessToken}` } });
}

/** Mocks Genesys Cloud's endpoint for customers' messages, including its echo, and returns the request bodies. */
export function takeInbound(times = 1, answer: IDataObject = {}): InboundBody[] {
	const taken: InboundBody[] = [];
	api()
		.post(INBOUND)
		.query({ prefetchConversationId: 'true' })
		.times(times)
		.reply(200, async (request: Request) => {
			const message = (await request.json()) as InboundBody;
			taken.push(message);
			return {
				id: `genesys-message-${taken.length}`,
				type: 'Text',
				text: message.text,
				channel: { ...message.channel, id: INTEGRATION, platform: 'Open', type: 'Private' },
				conversationId: CONVERSATION,
				...answer,
			};
		});
	return taken;
}

export interface InboundBody {
	channel: {
		from: IDataObject;
		messageId: string;
		time: string;
		metadata?: { customAttributes: Record<string, string> };
	};
	text?: string;
	content?: IDataObject[];
}

/** A conversation that contains only the customer message just sent, unless others are passed. */
export function conversationWith(...participants: IDataObject[]): IDataObject {
	return { id: CONVERSATION, startTime: '2026-01-31T10:00:00.000Z', participants };
}

export function customer(...messageIds: string[]): IDataObject {
	const messages = messageIds.map((messageId, index) => ({
		messageId,
		messageTime: `2026-01-31T10:0${index}:00.000Z`,
	}));
	return { id: 'p-customer', purpose: 'customer', messages: [{ id: 'c-1', state: 'connected', messages }] };
}

/** Answers the request for the conversation after a handover; 404 as if Genesys Cloud were still creating it. */
export function showConversation(conversation: IDataObject | 404 = 404): void {
	const request = api().get(`/api/v2/conversations/${CONVERSATION}`);
	if (conversation === 404) request.reply(404, { code: 'not.found', message: 'Conversation not found', status: 404 });
	else request.reply(200, conversation);
}

/** Genesys Cloud's 403 for a role that lacks a permission. */
export function lacks(permission: string): IDataObject {
	return {
		status: 403,
		code: 'missing.permissions',
		message: `Unable to perform the requested action. You are missing the following permission(s): ${permission}`,
		contextId: 'context-of-support',
	};
}
