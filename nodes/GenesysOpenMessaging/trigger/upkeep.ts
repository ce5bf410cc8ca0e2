import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { wordsOf } from '../../../genesys/errors';
import { setWebhook } from '../../../genesys/openMessaging/integrationChanges';
import { getIntegration } from '../../../genesys/openMessaging/integrations';
import { secretMark } from '../../../genesys/openMessaging/signature';
import { unreachableReason } from '../../../genesys/urls';
import { originsOf, readCredential, requireWebhookSecret } from '../../shared/credential';
import { genesysClient } from '../../shared/transport';
import { SETTLING_MS } from './reception';
import { isOwnUrl, keptWith, probeFrom, wantsRegistration, webhookUrlOf, type Registration } from './registration';

/*
 * n8n registers a trigger only if its node has changed, so a changed secret or N8N_WEBHOOK_URL doesn't reach Genesys Cloud.
 * Deliveries reveal the outdated registration, and the trigger then updates it in the background.
 */

const PAUSE_MS = 5 * 60_000; // Between two attempts: deliveries in between may have been signed before the first one.

/** What this process knows about a trigger. */
interface Memory {
	isRunning?: boolean;
	startedAt?: number;
	/** Registered since publishing: n8n saves static data only if a request starts an execution. */
	registered?: Pick<Registration, 'url' | 'secretMark' | 'modifiedAt'>;
	signed?: { secret: string; at: string }; // The latest valid signature, with its time in ISO 8601.
	/** A registered URL known to be the trigger's own. It can't change in this process: n8n reads N8N_WEBHOOK_URL at startup. */
	urlInPlace?: string;
}
const memories = new Map<string, Memory>();

/** The stored registration, updated with what this process has registered since. */
function registeredBy(context: IWebhookFunctions): { memory: Memory; kept: Registration } {
	const key = `${context.getWorkflow().id}/${context.getNode().id}`;
	const memory = memories.get(key) ?? {};
	memories.set(key, memory);
	const kept = keptWith(context);
	if (kept.integrationId !== undefined && isAfter(memory.registered?.modifiedAt, kept.modifiedAt)) Object.assign(kept, memory.registered);
	return { memory, kept };
}

/** The mark of the secret that Genesys is known to use, and since when. */
export function secretInGenesys(context: IWebhookFunctions): Pick<Registration, 'secretMark' | 'modifiedAt'> {
	const { memory: { signed }, kept } = registeredBy(context);
	if (signed && isAfter(signed.at, kept.modifiedAt)) return { secretMark: secretMark(signed.secret), modifiedAt: signed.at };
	return { secretMark: kept.secretMark, modifiedAt: kept.modifiedAt };
}

/** After a delivery with a valid signature: registers the current secret or URL if Genesys uses the previous one. */
export function keepRegistered(context: IWebhookFunctions, { signer, current }: { signer: string; current?: string }): void {
	if (context.getMode() === 'manual') return;
	const { memory, kept } = registeredBy(context);
	memory.signed = { secret: signer, at: new Date().toISOString() };
	const hasMoved = kept.url !== undefined && kept.url !== memory.urlInPlace && kept.url !== webhookUrlOf(context);
	if (!hasMoved) memory.urlInPlace = kept.url;
	if (signer !== current || hasMoved) start(context, signer !== current);
}

/** After a wrong signature: registers the secret unless Genesys already uses it, so that strangers cause no call. Returns whether this is running. */
export function isRegisteringSecret(context: IWebhookFunctions, current: string | undefined): boolean {
	const { secretMark: mark } = secretInGenesys(context);
	return mark !== undefined && current !== undefined && mark !== secretMark(current) && start(context, true);
}

/** Starts registering unless tried recently. Returns whether it is running. */
function start(context: IWebhookFunctions, isSecretOutdated: boolean): boolean {
	const { memory, kept } = registeredBy(context);
	if (context.getMode() === 'manual' || kept.integrationId === undefined || !wantsRegistration(context)) return false;
	if (memory.isRunning) return true;
	if (memory.startedAt !== undefined && performance.now() - memory.startedAt < PAUSE_MS) return false;
	Object.assign(memory, { isRunning: true, startedAt: performance.now() });
	void registerAnew(context, kept.integrationId, isSecretOutdated)
		.then((registered) => (memory.registered = registered))
		.catch((error: unknown) => {
			context.logger.warn("Genesys Open Messaging Trigger: couldn't register a changed secret or URL", { reason: wordsOf(error) });
		})
		.finally(() => (memory.isRunning = false));
	return true;
}

async function registerAnew(context: IWebhookFunctions, integrationId: string, isSecretOutdated: boolean): Promise<Memory['registered']> {
	await sleep(SETTLING_MS);
	const credentials = await readCredential(context);
	const secret = requireWebhookSecret(credentials);
	const client = genesysClient(context);
	const integration = await getIntegration(client, integrationId);
	const [present, own] = [integration.webhookUrl, webhookUrlOf(context)];
	const isForeign = present !== keptWith(context).url && !isOwnUrl(context, present);
	if (isForeign) return undefined;
	const canReach = originsOf(credentials).isOwnOrigin || unreachableReason(own) === undefined;
	// A URL set by mistake must not replace a working one.
	const isAnswering = present === own || (canReach && (await probeFrom(context, own, secret)).from === 'trigger');
	if (!isAnswering) context.logger.warn("Genesys Open Messaging Trigger: the trigger doesn't respond at its new URL, so Genesys Cloud keeps the previous one. Check N8N_WEBHOOK_URL.", { url: own });
	const url = isAnswering ? own : present;
	if (url === present && !isSecretOutdated) return { ...secretInGenesys(context), url, modifiedAt: integration.modifiedAt };
	const modifiedAt = await setWebhook(client, integration, { url, secret });
	context.logger.info('Genesys Open Messaging Trigger: registered a changed secret or URL in Genesys Cloud', { url });
	return { url, secretMark: secretMark(secret), modifiedAt };
}

function isAfter(one: string | undefined, other: string | undefined): boolean {
	return one !== undefined && (other === undefined || Date.parse(one) > Date.parse(other));
}
