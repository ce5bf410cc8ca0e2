import { randomUUID } from 'node:crypto';
import type { HttpResponse } from '../apiError';
import { GenesysUnreachableError } from '../errors';
import { asObject, asText, parseJson, withoutUndefined } from '../json';
import { isSignedBy, sign, SIGNATURE_HEADER } from './signature';

/*
 * A harmless request to the URL that an integration delivers to. It starts no execution. Only a trigger of this package that
 * takes the secret answers it, with a proof that needs the secret, so every other server that answers 200 is told apart.
 */
const TYPE = 'n8nSetupCheck';
const MAX_BYTES = 200; // Longer bodies are deliveries.

/** What the trigger answers to a wrong signature, with 401; and while it registers a changed secret, with 503. */
export const SIGNATURE_REFUSED = 'The signature is missing or wrong';
export const SECRET_CHANGED = 'The webhook secret has changed and is being registered in Genesys Cloud';

/** What a published trigger says of itself. */
export interface TriggerState {
	integrationId: string;
	url: string; // Where it wants deliveries.
	/** Of the secret that Genesys is known to have had at `secretSeenAt` (ISO-8601): when registered, or in the latest delivery. */
	secretMark?: string;
	secretSeenAt?: string;
}

/** A stranger is a trigger of this package that does not take the secret; `n8n` has no workflow published there. */
export type ProbeAnswer =
	| { from: 'trigger'; state: TriggerState }
	| { from: 'strangerTrigger' }
	| { from: 'n8n' }
	| { from: 'other'; status: number }
	| { from: 'nobody'; reason: string };

/** Posts JSON and follows no redirect. Returns every HTTP answer whatever its status, or the reason why there was none. */
export type PostJson = (url: string, headers: Record<string, string>, body: string) => Promise<HttpResponse | GenesysUnreachableError>;

/** Asks what answers at a URL. Never throws. */
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
