import { randomUUID } from 'node:crypto';
import type { HttpResponse } from '../apiError';
import { GenesysUnreachableError } from '../errors';
import { asObject, asText, parseJson, withoutUndefined } from '../json';
import { isSignedBy, sign, SIGNATURE_HEADER } from './signature';

/*
 * A harmless request to an integration's webhook URL, which starts no execution. Only a trigger of this package with the same
 * secret can answer it with a valid proof, which distinguishes it from any other server that returns 200.
 */
const TYPE = 'n8nSetupCheck';
const MAX_BYTES = 200; // Longer bodies are deliveries.

/** Messages with which the trigger responds to a wrong signature (401), and while it registers a changed secret (503). */
export const SIGNATURE_REFUSED = 'The signature is missing or wrong';
export const SECRET_CHANGED = 'The webhook secret has changed and is being registered in Genesys Cloud';

/** A published trigger's own description. */
export interface TriggerState {
	integrationId: string;
	url: string; // The trigger's webhook URL.
	/** Fingerprint of the secret that Genesys Cloud used at `secretSeenAt` (ISO 8601): at registration, or in the latest delivery. */
	secretMark?: string;
	secretSeenAt?: string;
}

/** `strangerTrigger`: a trigger of this package with another secret. `n8n`: no published workflow at this URL. */
export type ProbeAnswer =
	| { from: 'trigger'; state: TriggerState }
	| { from: 'strangerTrigger' }
	| { from: 'n8n' }
	| { from: 'other'; status: number }
	| { from: 'nobody'; reason: string };

/** Posts JSON without following redirects. Returns any HTTP response, or the error if there was none. */
export type PostJson = (url: string, headers: Record<string, string>, body: string) => Promise<HttpResponse | GenesysUnreachableError>;

/** Finds out what responds at a URL. Never throws. */
export async function probe(post: PostJson, url: string, webhookSecret: string): Promise<ProbeAnswer> {
	const challenge = randomUUID();
	const body = JSON.stringify({ type: TYPE, challenge });
	const response = await post(url, { [SIGNATURE_HEADER]: sign(Buffer.from(body), webhookSecret) }, body);
	if (response instanceof GenesysUnreachableError) return { from: 'nobody', reason: response.message };
	const { status } = response;
	const answer = asObject(response.body);
	const state = status === 200 ? stateIn(answer, challenge, webhookSecret) : undefined;
	if (state) return { from: 'trigger', state };
	const message = asText(answer?.message) ?? '';
	if ([SIGNATURE_REFUSED, SECRET_CHANGED].includes(message)) return { from: 'strangerTrigger' };
	if (status === 429 || status >= 500) return { from: 'nobody', reason: `it answered ${status}` };
	// 'The requested webhook "POST …" is not registered.'
	if (status === 404 && message.includes('is not registered')) return { from: 'n8n' };
	return { from: 'other', status };
}

/** The challenge in the body of a probe, or `undefined` for a delivery. */
export function challengeIn(rawBody: Buffer): string | undefined {
	const body = rawBody.length > MAX_BYTES ? undefined : asObject(parseJson(rawBody.toString('utf8')));
	return body?.type === TYPE ? asText(body.challenge) : undefined;
}

export function answerTo(challenge: string, state: TriggerState, webhookSecret: string): object {
	const signed = JSON.stringify({ challenge, ...state });
	return { state: signed, proof: sign(Buffer.from(signed), webhookSecret) };
}

function stateIn(answer: Record<string, unknown> | undefined, challenge: string, webhookSecret: string): TriggerState | undefined {
	const signed = asText(answer?.state) ?? '';
	if (!isSignedBy(Buffer.from(signed), answer?.proof, webhookSecret)) return undefined;
	const state = asObject(parseJson(signed));
	const [integrationId, url] = [asText(state?.integrationId), asText(state?.url)];
	if (state?.challenge !== challenge || !integrationId || !url) return undefined;
	return withoutUndefined({ integrationId, url, secretMark: asText(state.secretMark), secretSeenAt: asText(state.secretSeenAt) });
}
