import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { answerDoorbell, eventsAround, readDoorbell } from '../../../genesys/conversations/doorbell';
import { GenesysApiError } from '../../../genesys/errors';
import { isSameId } from '../../../genesys/ids';
import { asObject, parseJson } from '../../../genesys/json';
import { isSecret } from '../../../genesys/openMessaging/signature';
import { rawBodyOf } from '../../shared/reception';
import { genesysClient } from '../../shared/transport';
import { answer, integrationIdOf, secretsFor } from './reception';
import { judge } from './repeats';

/** Genesys signs these deliveries with nothing of its own, so they bring the credential's webhook secret along. */
const SECRET_HEADER = 'x-lifecycle-secret';
/** Whoever delivers waits for the answer: one repeat of a call at most. */
const MAX_TRIES = 2;

/** Such an event comes to the same URL as the deliveries of Genesys, which never have this header. */
export function isLifecycleEvent(context: IWebhookFunctions): boolean {
	return SECRET_HEADER in context.getHeaderData();
}

/**
 * A data action of a Genesys workflow or Amazon EventBridge says that something has happened in a conversation. The
 * conversation is looked up, and what has happened in it lately is emitted.
 */
export async function takeLifecycleEvent(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const secret = context.getHeaderData()[SECRET_HEADER];
	if (typeof secret !== 'string') return answer(context, 'unauthorized');
	const { fitting } = await secretsFor(context, (known) => isSecret(secret, known));
	if (fitting === undefined) return answer(context, 'unauthorized');
	const body = asObject(parseJson(String(await rawBodyOf(context))));
	if (!body) return answer(context, 'notAnEvent');

	const now = Date.now();
	const doorbell = readDoorbell(body, now);
	if (!doorbell) return answer(context, 'ignored');
	const conversation = await answerDoorbell(genesysClient(context, { maxTries: MAX_TRIES }), doorbell).catch((error: unknown) => {
		if (error instanceof GenesysApiError && error.status === 403) return undefined;
		throw error;
	});
	if (!conversation) return answer(context, 'notShown');
	const { lifecycleEvents = [] } = context.getNodeParameter('options', {}) as { lifecycleEvents?: string[] };
	const events = eventsAround(conversation, doorbell, now).filter(({ event }) => lifecycleEvents.includes(event));
	// Those who deliver here cannot tell the integrations apart, so another one's event is no mistake of theirs.
	const integrationId = events.at(0)?.integrationId;
	if (events.length === 0 || (integrationId && !isSameId(integrationId, await integrationIdOf(context)))) {
		return answer(context, 'ignored');
	}
	// Several doorbells may ring for one event, and several events may have happened for one of them.
	const verdicts = await Promise.all(events.map(async ({ deduplicationKey }) => await judge(context, deduplicationKey)));
	const fresh = events.filter((_event, index) => verdicts[index] === 'new');
	if (fresh.length === 0) return answer(context, verdicts.includes('pending') ? 'pending' : 'seen');
	return { workflowData: [fresh.map((event) => ({ json: { ...event } as IDataObject }))] };
}
