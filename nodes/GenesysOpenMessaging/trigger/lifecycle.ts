import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { getShownConversation } from '../../../genesys/conversations/conversations';
import { parseDetailEvent } from '../../../genesys/conversations/detailEvents';
import type { Observation } from '../../../genesys/conversations/observation';
import { observationOf } from '../../../genesys/conversations/snapshot';
import { mayTell, toldBy } from '../../../genesys/conversations/toldByDetailEvent';
import { asObject, parseJson, withoutUndefined } from '../../../genesys/json';
import { isOneOf } from '../../../genesys/sharedSecret';
import { isSameIntegration } from '../../shared/chosenIntegration';
import { isOn } from '../../shared/isOn';
import { genesysClient } from '../../shared/transport';
import { answer, integrationIdOf, judge, matchesSecret, rawBodyOf, receive } from './reception';

/** Genesys signs these deliveries with nothing of its own, so they bring the credential's webhook secret along. */
const SECRET_HEADER = 'x-lifecycle-secret';

/** Whoever delivers waits for the answer: one repeat of the look-up at most. */
const LOOK_UP_TRIES = 2;

/** Such an event comes to the same URL as the deliveries of Genesys, which never have this header. */
export function isLifecycleEvent(context: IWebhookFunctions): boolean {
	return SECRET_HEADER in context.getHeaderData();
}

/**
 * One event of a conversation, from a data action of a Genesys workflow or from Amazon EventBridge. It says little by
 * itself, so the conversation is looked up: whose it is, which integration's, and who really has it.
 */
export async function receiveLifecycle(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return await receive(context, take);
}

async function take(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const secret = context.getHeaderData()[SECRET_HEADER];
	if (typeof secret !== 'string') return answer(context, 'unauthorised');
	if (!(await matchesSecret(context, (secrets) => isOneOf(secret, secrets)))) return answer(context, 'unauthorised');
	const raw = asObject(parseJson(String(await rawBodyOf(context))));
	if (!raw) return answer(context, 'notAnEvent');

	const now = Date.now();
	const detail = parseDetailEvent(raw, now);
	const selected = context.getNodeParameter('events', []) as string[];
	if (!detail || !mayTell(detail.kind, selected)) return answer(context, 'ignored');
	const conversation = await lookUp(context, detail.observation.conversationId, now);
	const integrationId = conversation?.integrationId ?? detail.observation.integrationId;
	// Those who deliver here cannot tell the integrations apart, so another one's event is no mistake of theirs.
	if (integrationId && !isSameIntegration(integrationId, await integrationIdOf(context))) return answer(context, 'ignored');
	const event = toldBy(detail, conversation);
	if (!event || !selected.includes(event.event)) return answer(context, 'ignored');

	const verdict = await judge(context, event.deduplicationKey);
	if (verdict !== 'new') return answer(context, verdict);
	const simplify = isOn(context.getNodeParameter('simplify', true), true);
	const json: IDataObject = withoutUndefined({ ...event, raw: simplify ? undefined : (raw as IDataObject) });
	return { workflowData: [[{ json }]] };
}

/**
 * The conversation as it is now; `undefined` when Genesys does not show it to this role (conversation:communication:view).
 * @throws GenesysApiError, GenesysUnreachableError when it may be had later: then the delivery is to come again
 */
async function lookUp(context: IWebhookFunctions, conversationId: string, now: number): Promise<Observation | undefined> {
	const client = genesysClient(context, { maxTries: LOOK_UP_TRIES });
	const conversation = await getShownConversation(client, conversationId, 'Look at conversation', LOOK_UP_TRIES);
	return conversation && observationOf(conversation, now);
}
