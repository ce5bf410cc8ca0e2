import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { FreshCache } from '../../../genesys/freshCache';
import { MAX_AGE_DAYS, usableSecrets } from '../../../genesys/openMessaging/signature';
import { SECRET_CHANGED, SIGNATURE_REFUSED } from '../../../genesys/openMessaging/probe';
import { CREDENTIAL, credentialIdOf, webhookSecretsOf } from '../../shared/credential';
import { resolveIntegration, triggerIntegration } from '../../shared/chosenIntegration';
import { genesysClient } from '../../shared/transport';
import { knownIntegrationId } from './registration';

/** What the trigger does with every request, delivery or lifecycle event. */

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
	unauthorized: [401, 'The header x-lifecycle-secret is missing or wrong'],
	pending: [503, 'The same delivery is being taken at this moment'],
	secretChanged: [503, SECRET_CHANGED],
	unexpected: [503, 'The delivery could not be taken'],
} as const satisfies Record<string, readonly [number, string]>;

/** Never throws, whatever `take` does: n8n would store a failed execution for everybody who posts rubbish. */
export async function receive(context: IWebhookFunctions, take: (context: IWebhookFunctions) => Promise<IWebhookResponseData>) {
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

/** When no secret fits, the credential is read again, but not more often than this, in milliseconds. */
const REREAD_MS = 5_000;
/** By then every process of n8n has read a changed credential; the second more is for slow reading. */
export const SETTLING_MS = REREAD_MS + 1000;

/**
 * The webhook secrets of each credential, for a minute and all triggers of this process. Reading a credential on every
 * delivery costs a quarter of the accepted deliveries and half of the refused ones under n8n's default expression engine.
 */
const secretCache = new FreshCache<string[]>(60_000, 200);

/** The current secret of the credential, and the one that fits a request: that one, the previous one or none. */
export async function secretsFor(context: IWebhookFunctions, fits: (secret: string) => boolean) {
	let [tried, fitting]: [string[]?, string?] = [];
	const fittingIn = (secrets: string[]) => {
		// Every secret is tried, so that the time does not tell which of them fits, and once, as a body may be large.
		if (tried !== secrets) [tried, fitting] = [secrets, secrets.filter(fits).at(0)];
		return fitting;
	};
	const read = async () => {
		const secrets = usableSecrets(webhookSecretsOf(await context.getCredentials(CREDENTIAL)));
		if (secrets.length > 0) return secrets;
		context.logger.warn('Genesys Open Messaging Trigger: the credential has no usable webhook secret, so every delivery is refused');
		return [];
	};
	const isUsable = (known: string[], ageMs: number) => ageMs < REREAD_MS || fittingIn(known) !== undefined;
	const secrets = await secretCache.get(credentialIdOf(context), read, isUsable);
	return { current: secrets.at(0), fitting: fittingIn(secrets) };
}

export function answer(context: IWebhookFunctions, name: keyof typeof ANSWERS): IWebhookResponseData {
	const [status, message] = ANSWERS[name];
	context.getResponseObject().status(status).type('json').end(JSON.stringify({ message }));
	return { noWebhookResponse: true };
}
