import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { setWebhook } from '../../../genesys/openMessaging/integrationChanges';
import { getIntegration } from '../../../genesys/openMessaging/integrations';
import { probe } from '../../../genesys/openMessaging/probe';
import { secretMark } from '../../../genesys/openMessaging/secretMark';
import { unreachableReason } from '../../../genesys/openMessaging/webhookUrl';
import { clientCredentialsOf, CREDENTIAL, requireWebhookSecret } from '../../shared/credential';
import { isOn } from '../../shared/isOn';
import { postJsonWith } from '../../shared/postJson';
import { genesysClient } from '../../shared/transport';
import { isOwnUrl, webhookUrlOf } from './address';
import { keptWith, type Registration } from './kept';
import { REREAD_MS } from './secrets';

/*
 * n8n registers a trigger only when its node has changed, so neither publishing again nor a restart brings a changed
 * secret or a changed N8N_WEBHOOK_URL to Genesys Cloud. Deliveries do: the trigger notices by them what Genesys still
 * has, and registers what it should have. In the background, for no delivery is to wait for it.
 */

/** By then every process of n8n has read the changed credential; the second more is for slow reading. */
const SETTLING_MS = REREAD_MS + 1000;
/** After an attempt, in milliseconds: what is delivered in this time may have been signed before it. */
const PAUSE_MS = 5 * 60_000;

type Registered = Pick<Registration, 'url' | 'secretMark' | 'modifiedAt'>;

interface Upkeep {
	isRunning: boolean;
	startedAt: number;
	/** What it registered in the place of `kept`: n8n does not store what is kept in the middle of a delivery. */
	registered?: Registered;
	kept: Registered;
}

const upkeeps = new Map<string, Upkeep>();

/** What Genesys has of this trigger by all that this process knows. */
export function registeredBy(context: IWebhookFunctions): Registered {
	const { url, secretMark: mark, modifiedAt } = keptWith(context);
	const upkeep = upkeeps.get(keyOf(context));
	// Published since: then what was kept is newer.
	const isCurrent = upkeep?.kept.url === url && upkeep?.kept.secretMark === mark && upkeep?.kept.modifiedAt === modifiedAt;
	return (isCurrent && upkeep?.registered) || { url, secretMark: mark, modifiedAt };
}

/** After a delivery whose signature is good: registers the current secret or URL where Genesys has the former one. */
export function keepRegistered(context: IWebhookFunctions, isSignedWithFormerSecret: boolean): void {
	const { url } = registeredBy(context);
	const hasMoved = url !== undefined && url !== webhookUrlOf(context);
	if (isSignedWithFormerSecret || hasMoved) start(context, isSignedWithFormerSecret);
}

/**
 * After a delivery whose signature is wrong: is that because Genesys still signs with a secret that the credential no
 * longer has? Then the current one is being registered, and Genesys is to deliver again. Never so while the credential
 * has the secret that was registered, so that nobody without a secret can cause anything.
 */
export function isRegisteringSecret(context: IWebhookFunctions, currentSecret: string | undefined): boolean {
	const { secretMark: mark } = registeredBy(context);
	if (mark === undefined || currentSecret === undefined || mark === secretMark(currentSecret)) return false;
	return start(context, true);
}

/** Starts it unless it was tried a moment ago. Is it running now? */
function start(context: IWebhookFunctions, isSecretOutdated: boolean): boolean {
	const { integrationId, url, secretMark: mark, modifiedAt } = keptWith(context);
	if (context.getMode() === 'manual' || integrationId === undefined) return false;
	if (!isOn(context.getNodeParameter('registerWebhook', true), true)) return false;
	const key = keyOf(context);
	const before = upkeeps.get(key);
	if (before?.isRunning) return true;
	if (before && performance.now() - before.startedAt < PAUSE_MS) return false;
	const upkeep: Upkeep = { isRunning: true, startedAt: performance.now(), registered: before?.registered, kept: { url, secretMark: mark, modifiedAt } };
	upkeeps.set(key, upkeep);
	void run(context, upkeep, integrationId, isSecretOutdated);
	return true;
}

async function run(context: IWebhookFunctions, upkeep: Upkeep, integrationId: string, isSecretOutdated: boolean): Promise<void> {
	try {
		await sleep(SETTLING_MS);
		upkeep.registered = await registerAnew(context, integrationId, isSecretOutdated);
	} catch (error) {
		const reason = error instanceof Error ? error.message : 'unknown';
		context.logger.warn('Genesys Open Messaging Trigger: a changed secret or URL could not be registered', { reason });
	} finally {
		upkeep.isRunning = false;
	}
}

async function registerAnew(context: IWebhookFunctions, integrationId: string, isSecretOutdated: boolean): Promise<Registered | undefined> {
	const credentials = await context.getCredentials(CREDENTIAL);
	const secret = requireWebhookSecret(credentials);
	const client = genesysClient(context);
	const integration = await getIntegration(client, integrationId);
	const registered = registeredBy(context);
	const [present, own] = [integration.webhookUrl, webhookUrlOf(context)];
	// Somebody else has the integration now.
	if (present !== registered.url && !isOwnUrl(context, present)) return undefined;

	const { isOwnOrigin } = clientCredentialsOf(credentials).origins;
	const url = present === own || (await isReached(context, own, { secret, isOwnOrigin })) ? own : present;
	if (url === present && !isSecretOutdated) return { ...registered, url };
	const modifiedAt = await setWebhook(client, integration, { url, secret });
	context.logger.info('Genesys Open Messaging Trigger: registered what has changed in Genesys Cloud', { url });
	return { url, secretMark: secretMark(secret), modifiedAt };
}

/** Does this trigger answer at its present URL? One that was set by mistake must not replace one that works. */
async function isReached(
	context: IWebhookFunctions,
	url: string,
	{ secret, isOwnOrigin }: { secret: string; isOwnOrigin: boolean },
): Promise<boolean> {
	if (!isOwnOrigin && unreachableReason(url) !== undefined) return false;
	const { from } = await probe(postJsonWith(async (options) => await context.helpers.httpRequest(options)), url, secret);
	if (from !== 'trigger') context.logger.warn('Genesys Open Messaging Trigger: its new URL gives no answer, so Genesys Cloud keeps the former one', { url });
	return from === 'trigger';
}

function keyOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id}/${context.getNode().id}`;
}
