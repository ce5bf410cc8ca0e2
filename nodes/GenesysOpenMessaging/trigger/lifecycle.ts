import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { answerDoorbell, eventsAround, readDoorbell } from '../../../genesys/conversations/doorbell';
import { GenesysApiError } from '../../../genesys/errors';
import { isSameId } from '../../../genesys/ids';
import { asObject, parseJson } from '../../../genesys/json';
import { isSecret } from '../../../genesys/openMessaging/signature';
import { rawBodyOf } from '../../shared/reception';
import { genesysClient } from '../../shared/transport';
import { answer, integrationIdOf, secretsFor } from './reception';
import { judge, refuseSuccessWithoutRun } from './repeats';

/** Genesys doesn't sign these deliveries, so they include the credential's webhook secret. */
const SECRET_HEADER = 'x-lifecycle-secret';
/** The sender waits for the response, so retry a call once at most. */
const MAX_TRIES = 2;

/** These events use the same URL as Genesys' deliveries, which never have this header. */
export function isLifecycleEvent(context: IWebhookFunctions): boolean {
	return SECRET_HEADER in context.getHeaderData();
}

/**
 * A data action or Amazon EventBridge signals a change in a conversation. Looks up the conversation and emits its recent
 * events.
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
	// The sender can't distinguish integrations, so another integration's event isn't an error.
	const integrationId = events.at(0)?.integrationId;
	if (events.length === 0 || (integrationId && !isSameId(integrationId, await integrationIdOf(context)))) {
		return answer(context, 'ignored');
	}
	// Several deliveries may signal one event, and one delivery several events.
	const verdicts = await Promise.all(events.map(async ({ deduplicationKey }) => await judge(context, deduplicationKey)));
	const fresh = events.filter((_event, index) => verdicts[index] === 'new');
	if (fresh.length === 0) return answer(context, verdicts.includes('pending') ? 'pending' : 'seen');
	refuseSuccessWithoutRun(context);
	return { workflowData: [fresh.map((event) => ({ json: { ...event } as IDataObject }))] };
}
