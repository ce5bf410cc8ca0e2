import { isGuid } from '../ids';
import { asNumber, asObject, asText, parseJson } from '../json';
import type { Refusal } from './refusal';

export const EVENTS = ['panelOpened', 'panelAction'] as const;

/** What the page posts. */
export interface PanelRequest {
	event: (typeof EVENTS)[number];
	conversationId: string;
	requestId: string; // A UUID that the page makes anew for each request.
	sentAt: number; // Milliseconds since 1970, by the clock of the server that the page came from.
	action?: { name: string; value?: string }; // There with `panelAction`.
}

const MAX_BODY_LENGTH = 64 * 1024; // Bytes. The longest is an action with a text of its own.
const MAX_NAME_LENGTH = 200;
const MAX_VALUE_LENGTH = 10_000;
const MAX_CLOCK_SKEW_MS = 60_000;

/** A token as a header can carry it (RFC 6750, 2.1); no provider's is as long as this. */
const BEARER = /^Bearer ([\w.~+/-]{1,4096}={0,2})$/i;

export function bearerToken(authorization: unknown): string | undefined {
	return typeof authorization === 'string' ? BEARER.exec(authorization.trim())?.[1] : undefined;
}

/** Reads the body; says what is wrong with one that the page does not write. @param now milliseconds since 1970 */
export function readPanelRequest(rawBody: Uint8Array, now: number): PanelRequest | Refusal {
	if (rawBody.length > MAX_BODY_LENGTH) return unreadable('it is larger than 64 KB');
	const body = asObject(parseJson(Buffer.from(rawBody).toString('utf8')));
	if (!body) return unreadable('it is not a JSON object');
	const event = EVENTS.find((known) => known === body.event);
	if (!event) return unreadable(`"event" is none of ${EVENTS.join(', ')}`);
	const [conversationId, requestId, sentAt] = [asText(body.conversationId) ?? '', asText(body.requestId) ?? '', asNumber(body.sentAt)];
	if (!isGuid(conversationId)) return unreadable('"conversationId" is not the ID of a conversation');
	if (!isGuid(requestId)) return unreadable('"requestId" is not a UUID');
	if (sentAt === undefined) return unreadable('"sentAt" is not a time in milliseconds');
	const action = event === 'panelAction' ? readAction(body.action) : undefined;
	if (typeof action === 'string') return unreadable(action);
	if (Math.abs(now - sentAt) > MAX_CLOCK_SKEW_MS) {
		return { status: 403, code: 'tooOld', message: 'The time of the request is more than a minute off. Try again; if it keeps happening, close the panel and open it again.' };
	}
	return { event, conversationId: conversationId.toLowerCase(), requestId: requestId.toLowerCase(), sentAt, ...(action && { action }) };
}

function readAction(value: unknown): Required<PanelRequest>['action'] | string {
	const action = asObject(value);
	const name = asText(action?.name);
	if (!action || name === undefined || name.length > MAX_NAME_LENGTH) return '"action" has no name, or one of more than 200 characters';
	if (action.value === undefined || action.value === null) return { name };
	const given = action.value === '' ? '' : asText(action.value);
	if (given === undefined || given.length > MAX_VALUE_LENGTH) return 'the value of "action" is not a text of at most 10,000 characters';
	return { name, value: given };
}

function unreadable(reason: string): Refusal {
	return { status: 400, code: 'badRequest', message: `The request of the panel cannot be read: ${reason}. Close the panel and open it again; if it keeps happening, tell your administrator.` };
}
