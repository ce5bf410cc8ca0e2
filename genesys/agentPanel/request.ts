import { isGuid } from '../ids';
import { asNumber, asObject, asText, parseJson } from '../json';
import type { Refusal } from './refusal';

export const EVENTS = ['panelOpened', 'panelAction'] as const;

/** Body of the page's POST. */
export interface PanelRequest {
	event: (typeof EVENTS)[number];
	conversationId: string;
	requestId: string; // UUID, unique per request.
	sentAt: number; // Milliseconds since 1970, by the n8n server's clock.
	action?: { name: string; value?: string }; // Only for `panelAction`.
}

const MAX_BODY_LENGTH = 64 * 1024; // Bytes. The largest body is an action with an agent's text.
const MAX_NAME_LENGTH = 200;
const MAX_VALUE_LENGTH = 10_000;
const MAX_CLOCK_SKEW_MS = 60_000;

/** Token syntax of RFC 6750, 2.1. The limit is far above any provider's token length. */
const BEARER = /^Bearer ([\w.~+/-]{1,4096}={0,2})$/i;

export function bearerToken(authorization: unknown): string | undefined {
	return typeof authorization === 'string' ? BEARER.exec(authorization.trim())?.[1] : undefined;
}

/** Reads the body, or returns a refusal with the reason why it's invalid. @param now milliseconds since 1970 */
export function readPanelRequest(rawBody: Uint8Array, now: number): PanelRequest | Refusal {
	if (rawBody.length > MAX_BODY_LENGTH) return unreadable("it's larger than 64 KB");
	const body = asObject(parseJson(Buffer.from(rawBody).toString('utf8')));
	if (!body) return unreadable("it isn't a JSON object");
	const event = EVENTS.find((known) => known === body.event);
	if (!event) return unreadable(`"event" must be one of ${EVENTS.join(', ')}`);
	const [conversationId, requestId, sentAt] = [asText(body.conversationId) ?? '', asText(body.requestId) ?? '', asNumber(body.sentAt)];
	if (!isGuid(conversationId)) return unreadable('"conversationId" isn\'t a conversation ID');
	if (!isGuid(requestId)) return unreadable('"requestId" isn\'t a UUID');
	if (sentAt === undefined) return unreadable('"sentAt" isn\'t a time in milliseconds');
	const action = event === 'panelAction' ? readAction(body.action) : undefined;
	if (typeof action === 'string') return unreadable(action);
	if (Math.abs(now - sentAt) > MAX_CLOCK_SKEW_MS) {
		return { status: 403, code: 'tooOld', message: "The request's timestamp is more than a minute off. Try again. If it keeps happening, close and reopen the panel." };
	}
	return { event, conversationId: conversationId.toLowerCase(), requestId: requestId.toLowerCase(), sentAt, ...(action && { action }) };
}

function readAction(value: unknown): Required<PanelRequest>['action'] | string {
	const action = asObject(value);
	const name = asText(action?.name);
	if (!action || name === undefined || name.length > MAX_NAME_LENGTH) return '"action" needs a name of at most 200 characters';
	if (action.value === undefined || action.value === null) return { name };
	const given = action.value === '' ? '' : asText(action.value);
	if (given === undefined || given.length > MAX_VALUE_LENGTH) return 'the value of "action" must be text of at most 10,000 characters';
	return { name, value: given };
}

function unreadable(reason: string): Refusal {
	return { status: 400, code: 'badRequest', message: `The panel sent an invalid request: ${reason}. Close and reopen the panel. If it keeps happening, contact your administrator.` };
}
