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
 * n8n registers a trigger only when its node has changed, so a changed secret or N8N_WEBHOOK_URL does not reach Genesys Cloud.
 * Deliveries show what Genesys still has, and the trigger then registers, in the background, what it should have.
 */

const PAUSE_MS = 5 * 60_000; // Between two attempts: deliveries in this time may have been signed before the first.

/** What this process knows of a trigger. */
interface Memory {
	isRunning?: boolean;
	startedAt?: number;
	/** Registered since publishing: n8n stores what is kept only when a request starts an execution. */
	registered?: Pick<Registration, 'url' | 'secretMark' | 'modifiedAt'>;
	signed?: { secret: string; at: string }; // The latest good signature, with its time in ISO 8601.
	/** A registered URL that is the trigger's own, and stays so in this process: n8n reads N8N_WEBHOOK_URL at its start. */
	urlInPlace?: string;
}
const memories = new Map<string, Memory>();

/** What is kept, with what this process has registered since. */
function registeredBy(context: IWebhookFunctions): { memory: Memory; kept: Registration } {
	const key = `${context.getWorkflow().id}/${context.getNode().id}`;
	const memory = memories.get(key) ?? {};
	memories.set(key, memory);
	const kept = keptWith(context);
	if (kept.integrationId !== undefined && isAfter(memory.registered?.modifiedAt, kept.modifiedAt)) Object.assign(kept, memory.registered);
	return { memory, kept };
}

/** The mark of the secret that Genesys is known to have, and since when. */
export function secretInGenesys(context: IWebhookFunctions): Pick<Registration, 'secretMark' | 'modifiedAt'> {
	const { memory: { signed }, kept } = registeredBy(context);
	if (signed && isAfter(signed.at, kept.modifiedAt)) return { secretMark: secretMark(signed.secret), modifiedAt: signed.at };
	return { secretMark: kept.secretMark, modifiedAt: kept.modifiedAt };
}

/** After a delivery with a good signature: registers the current secret or URL where Genesys has the former one. */
export function keepRegistered(context: IWebhookFunctions, { signer, current }: { signer: string; current?: string }): void {
	if (context.getMode() === 'manual') return;
	const { memory, kept } = registeredBy(context);
	memory.signed = { secret: signer, at: new Date().toISOString() };
	const hasMoved = kept.url !== undefined && kept.url !== memory.urlInPlace && kept.url !== webhookUrlOf(context);
	if (!hasMoved) memory.urlInPlace = kept.url;
	if (signer !== current || hasMoved) start(context, signer !== current);
}

/** After a wrong signature: registers the secret unless Genesys has it, so strangers cause no call. Returns whether that is running. */
export function isRegisteringSecret(context: IWebhookFunctions, current: string | undefined): boolean {
	const { secretMark: mark } = secretInGenesys(context);
	return mark !== undefined && current !== undefined && mark !== secretMark(current) && start(context, true);
}

/** Starts registering unless that was tried a moment ago. Returns whether it is running. */
function start(context: IWebhookFunctions, isSecretOutdated: boolean): boolean {
	const { memory, kept } = registeredBy(context);
	if (context.getMode() === 'manual' || kept.integrationId === undefined || !wantsRegistration(context)) return false;
	if (memory.isRunning) return true;
	if (memory.startedAt !== undefined && performance.now() - memory.startedAt < PAUSE_MS) return false;
	Object.assign(memory, { isRunning: true, startedAt: performance.now() });
	void registerAnew(context, kept.integrationId, isSecretOutdated)
		.then((registered) => (memory.registered = registered))
		.catch((error: unknown) => {
			context.logger.warn('Genesys Open Messaging Trigger: a changed secret or URL could not be registered', { reason: wordsOf(error) });
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
	const isSomebodyElses = present !== keptWith(context).url && !isOwnUrl(context, present);
	if (isSomebodyElses) return undefined;
	const canReach = originsOf(credentials).isOwnOrigin || unreachableReason(own) === undefined;
	// A URL that was set by mistake must not replace one that works.
	const isAnswering = present === own || (canReach && (await probeFrom(context, own, secret)).from === 'trigger');
	if (!isAnswering) context.logger.warn('Genesys Open Messaging Trigger: it does not answer at its new URL, so Genesys Cloud keeps the former one', { url: own });
	const url = isAnswering ? own : present;
	if (url === present && !isSecretOutdated) return { ...secretInGenesys(context), url, modifiedAt: integration.modifiedAt };
	const modifiedAt = await setWebhook(client, integration, { url, secret });
	context.logger.info('Genesys Open Messaging Trigger: registered in Genesys Cloud what has changed', { url });
	return { url, secretMark: secretMark(secret), modifiedAt };
}

function isAfter(one: string | undefined, other: string | undefined): boolean {
	return one !== undefined && (other === undefined || Date.parse(one) > Date.parse(other));
}
