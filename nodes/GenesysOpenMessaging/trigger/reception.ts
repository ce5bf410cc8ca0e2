import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { SECRET_CHANGED, SIGNATURE_REFUSED } from '../../../genesys/openMessaging/probe';
import { isSignedBy, MAX_AGE_DAYS, usableSecrets } from '../../../genesys/openMessaging/signature';
import { resolveIntegration, triggerIntegration } from '../../shared/chosenIntegration';
import { CREDENTIAL, webhookSecretsOf } from '../../shared/credential';
import { genesysClient } from '../../shared/transport';
import { knownIntegrationId } from './kept';
import { SecretCache } from './secrets';
import { SeenDeliveries, type Verdict } from './seenDeliveries';

/** What the trigger does with every request, delivery or lifecycle event. */

/** Both are shared by all triggers of this process; their keys tell the triggers apart. */
const secretCache = new SecretCache();
const seenDeliveries = new SeenDeliveries();

/** Answers that start no execution. Genesys repeats a delivery after 429 and 5xx, not after another 4xx. */
const ANSWERS = {
	ignored: [200, 'Not selected in this trigger'],
	seen: [200, 'Already taken'],
	notAnEvent: [400, 'This is not the JSON of an event'],
	notANotification: [400, 'This is not the JSON of an Open Messaging notification'],
	unsigned: [401, SIGNATURE_REFUSED],
	tooOld: [401, `The delivery was signed more than ${MAX_AGE_DAYS} days ago`],
	otherIntegration: [404, 'This URL accepts deliveries of another integration'],
	notShown: [404, 'Genesys Cloud shows the role no such conversation (conversation:communication:view, and its division)'],
	unauthorised: [401, 'The header x-lifecycle-secret is missing or wrong'],
	pending: [503, 'The same delivery is being taken at this moment'],
	secretChanged: [503, SECRET_CHANGED],
	unexpected: [503, 'The delivery could not be taken'],
} as const satisfies Record<string, readonly [number, string]>;

/** Never throws, whatever `take` does: n8n would store a failed execution for everybody who posts rubbish. */
export async function receive(
	context: IWebhookFunctions,
	take: (context: IWebhookFunctions) => Promise<IWebhookResponseData>,
): Promise<IWebhookResponseData> {
	try {
		return await take(context);
	} catch (error) {
		// The credential could not be read, or a parameter gives no value: Genesys comes again.
		const reason = error instanceof Error ? error.message : 'unknown';
		context.logger.error('Genesys Open Messaging Trigger: a delivery could not be taken', { reason });
		return answer(context, 'unexpected');
	}
}

/**
 * n8n has read the body of JSON requests by now; of other content types it has not. `undefined` for one that cannot be
 * read: too large, or not packed in the way that its header says.
 */
export async function rawBodyOf(context: IWebhookFunctions): Promise<Buffer | undefined> {
	const request = context.getRequestObject() as { rawBody?: Buffer | string; readRawBody?: () => Promise<void> };
	try {
		if (request.rawBody === undefined) await request.readRawBody?.();
	} catch {
		return undefined;
	}
	return Buffer.from(request.rawBody ?? '');
}

/** Of an integration given by name Genesys is asked only where publishing has not found out its id. */
export async function integrationIdOf(context: IWebhookFunctions): Promise<string> {
	return knownIntegrationId(context) ?? (await resolveIntegration(context, genesysClient(context), triggerIntegration(context)));
}

/** Does it hold for one of the secrets of the credential, the current or the previous one? */
export async function matchesSecret(context: IWebhookFunctions, matches: (secrets: string[]) => boolean): Promise<boolean> {
	const credentialId = context.getNode().credentials?.[CREDENTIAL]?.id ?? context.getNode().id;
	return await secretCache.check(credentialId, async () => await readSecrets(context), matches);
}

/** The current secret of the credential, and the one that has signed a body: that one, the previous one or none. */
export async function signerOf(context: IWebhookFunctions, rawBody: Buffer, header: string): Promise<{ current?: string; signer?: string }> {
	let current: string | undefined;
	let signer: string | undefined;
	await matchesSecret(context, (secrets) => {
		[current] = secrets;
		[signer] = secrets.filter((secret) => isSignedBy(rawBody, header, [secret]));
		return signer !== undefined;
	});
	return { current, signer };
}

async function readSecrets(context: IWebhookFunctions): Promise<string[]> {
	const secrets = usableSecrets(webhookSecretsOf(await context.getCredentials(CREDENTIAL)));
	if (secrets.length === 0) {
		context.logger.warn('Genesys Open Messaging Trigger: the credential has no usable webhook secret, so every delivery is refused');
	}
	return secrets;
}

/** How long a repeat waits for the outcome of the first, in milliseconds: below Genesys' time-out of 10 seconds. */
const PENDING_WAIT_MS = 8_000;
const PENDING_CHECK_MS = 100;
/**
 * Repeats that wait at the same time in this process. n8n keeps an isolate of some 10 MB for each request to a trigger until
 * it is answered, so the others are to come again instead.
 */
const MAX_WAITING = 10;

let waiting = 0;

/** While testing nothing is remembered: people send the same sample again and again. */
export async function judge(context: IWebhookFunctions, deduplicationKey: string): Promise<Verdict> {
	if (context.getMode() === 'manual') return 'new';
	const response = context.getResponseObject();
	const key = [context.getWorkflow().id, context.getNode().id, deduplicationKey].join('/');
	let verdict = seenDeliveries.judge(key, response);
	if (verdict === 'pending' && waiting < MAX_WAITING) {
		waiting++;
		for (let waited = 0; verdict === 'pending' && waited < PENDING_WAIT_MS; waited += PENDING_CHECK_MS) {
			await sleep(PENDING_CHECK_MS);
			verdict = seenDeliveries.judge(key, response);
		}
		waiting--;
	}
	if (verdict === 'new') response.once('close', () => seenDeliveries.settle(key, response));
	return verdict;
}

export function answer(context: IWebhookFunctions, name: keyof typeof ANSWERS): IWebhookResponseData {
	const [status, message] = ANSWERS[name];
	context.getResponseObject().status(status).type('json').end(JSON.stringify({ message }));
	return { noWebhookResponse: true };
}
