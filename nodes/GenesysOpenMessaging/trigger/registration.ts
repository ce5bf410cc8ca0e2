import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { isNotFound } from '../../../genesys/apiError';
import { isSameId } from '../../../genesys/ids';
import { PLACEHOLDER_URL, setWebhook } from '../../../genesys/openMessaging/integrationChanges';
import { awaitIntegration, getIntegration, type OpenIntegration } from '../../../genesys/openMessaging/integrations';
import { probe, type ProbeAnswer } from '../../../genesys/openMessaging/probe';
import { secretMark, usableSecrets } from '../../../genesys/openMessaging/signature';
import { isPlaceholder, unreachableReason } from '../../../genesys/urls';
import { resolveIntegration, triggerIntegration } from '../../shared/chosenIntegration';
import { originsOf, readCredential, requireWebhookSecret, webhookSecretsOf } from '../../shared/credential';
import { inPlainWords, toNodeError } from '../../shared/errors';
import { isOn } from '../../shared/parameters';
import { postJsonWith } from '../../shared/plainRequest';
import { genesysClient } from '../../shared/transport';

/**
 * Stored with the workflow, so that unpublishing can restore the previous webhook: the integration, with its name if the
 * trigger selects it by name; the registered URL, the secret's mark and the time (ISO 8601); the previous URL.
 */
export type Registration = Partial<Record<'integrationId' | 'integrationName' | 'url' | 'secretMark' | 'modifiedAt' | 'previousUrl', string>> & { isTest?: true };

type Context = IHookFunctions | IWebhookFunctions;

export function keptWith(context: Context): Registration {
	return context.getWorkflowStaticData('node') as Registration;
}

/** The ID of the trigger's integration, if known without a request to Genesys. */
export function knownIntegrationId(context: Context): string | undefined {
	const choice = triggerIntegration(context);
	if ('id' in choice) return choice.id;
	const { integrationId, integrationName } = keptWith(context);
	return choice.name === integrationName ? integrationId : undefined;
}

/** n8n's name of the URL that responds after the workflow; `default` responds on receipt. */
export const WHEN_FINISHED = 'setup';

function ownUrls(context: Context): string[] {
	return (['default', WHEN_FINISHED] as const).map((name) => context.getNodeWebhookUrl(name) ?? '');
}

/** The URL that Genesys should deliver to, according to Respond. A test has its own. */
export function webhookUrlOf(context: Context): string {
	const { respond } = context.getNodeParameter('options', {}) as { respond?: string };
	return context.getNodeWebhookUrl(respond === 'whenFinished' ? WHEN_FINISHED : 'default') ?? '';
}

/** Is this one of the trigger's two URLs? */
export function isOwnUrl(context: Context, url: string): boolean {
	return ownUrls(context).includes(url);
}

/** The same without n8n's endpoint, where production URL and test URL differ. */
function isOwnUrlOrTestUrl(context: Context, url: string): boolean {
	const partsOf = (each: string) => (URL.canParse(each) ? [new URL(each).origin, ...each.split('/').slice(-2)].join('/') : each);
	return ownUrls(context).some((own) => partsOf(own) === partsOf(url));
}

export function wantsRegistration(context: Context): boolean {
	return isOn(context.getNodeParameter('registerWebhook', true), true);
}

/** n8n calls these on publishing and unpublishing. @throws NodeOperationError, NodeApiError in plain words */
export const registration = { checkExists: inPlainWords(isRegistered), create: inPlainWords(register), delete: inPlainWords(unregister) };

/**
 * Is there nothing to register? A restart registers nothing: the registration is still valid, and n8n must start even if
 * Genesys can't be reached.
 */
async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const mode = context.getActivationMode();
	if (!wantsRegistration(context)) return true;
	if (mode !== 'init' && mode !== 'leadershipChange') return false;
	const { url, integrationId } = keptWith(context);
	return url === webhookUrlOf(context) && integrationId !== undefined && integrationId === knownIntegrationId(context);
}

const TO_BE_REACHABLE =
	'Put n8n behind a reverse proxy or tunnel with a TLS certificate on port 443. Set the environment variable N8N_WEBHOOK_URL (WEBHOOK_URL in older versions of n8n) to its URL, such as https://n8n.example.com/, restart n8n, and try again.';
const TO_BE_FREE =
	'An integration delivers to only one URL. Use another integration for this workflow, unpublish the workflow that uses this one, or turn on Take Over Webhook.';
const TO_BE_TESTED =
	'To build with a real message, open an execution of the published workflow and click "Copy to editor". To listen here, unpublish that workflow or select another integration.';

/**
 * Points the integration to this workflow, with the credential's secret. Safe to repeat: n8n tries up to five times. In a
 * test, n8n uses a separate URL and static data, and the test must not take the webhook from a published workflow.
 */
async function register(context: IHookFunctions): Promise<boolean> {
	const url = webhookUrlOf(context);
	const choice = triggerIntegration(context);
	const credentials = await readCredential(context);
	const secret = requireWebhookSecret(credentials);
	const reason = originsOf(credentials).isOwnOrigin ? undefined : unreachableReason(url);
	if (reason !== undefined) {
		throw new NodeOperationError(context.getNode(), `Genesys Cloud can't deliver to ${url}: ${reason}`, { description: TO_BE_REACHABLE });
	}

	const client = genesysClient(context);
	const integrationId = await resolveIntegration(context, client, choice);
	const integration = await awaitIntegration(client, integrationId);
	const kept = keptWith(context);
	const isTest = context.getActivationMode() === 'manual';
	const { name, webhookUrl } = integration;
	// If n8n stopped during a test, its test URL is still registered.
	const isOurs = (await isRegisteredHere(context, integration)) || (!isTest && isOwnUrlOrTestUrl(context, webhookUrl));
	const { takeOverWebhook } = context.getNodeParameter('options', {}) as { takeOverWebhook?: unknown };
	if (!isOurs && (isTest || !isOn(takeOverWebhook)) && webhookUrl !== '' && !isPlaceholder(webhookUrl)) {
		const whose = isOwnUrlOrTestUrl(context, webhookUrl) ? 'the published workflow' : `another URL: ${webhookUrl}`;
		const message = `The integration "${name}" already delivers to ${whose}`;
		throw new NodeOperationError(context.getNode(), message, { description: isTest ? TO_BE_TESTED : TO_BE_FREE });
	}
	const modifiedAt = await setWebhook(client, integration, { url, secret });
	Object.assign(kept, {
		integrationId,
		integrationName: 'name' in choice ? choice.name : undefined,
		url,
		secretMark: secretMark(secret),
		modifiedAt,
		previousUrl: isOurs ? kept.previousUrl : webhookUrl,
		isTest: isTest || undefined,
	} satisfies Registration);
	return true;
}

/** Restores the previous URL, unless it was changed since. */
async function unregister(context: IHookFunctions): Promise<boolean> {
	const kept = keptWith(context);
	const { integrationId, previousUrl, isTest } = kept;
	if (!integrationId) return true;
	try {
		const client = genesysClient(context);
		const integration = await getIntegration(client, integrationId);
		if (await isRegisteredHere(context, integration)) await setWebhook(client, integration, { url: previousUrl || PLACEHOLDER_URL });
	} catch (error) {
		// n8n doesn't catch errors at the end of a test. A deleted integration needs no cleanup.
		if (isTest) context.logger.warn("Genesys Open Messaging Trigger: couldn't remove the test URL from the integration", { integrationId });
		else if (!isNotFound(error)) throw toNodeError(context.getNode(), error);
	}
	for (const name of Object.keys(kept) as Array<keyof Registration>) delete kept[name];
	return true;
}

/**
 * Does the integration deliver to this workflow? The URL that it registered before n8n moved also counts, unless another n8n
 * uses it: a copied database, for example for staging, still contains the original's URL.
 */
async function isRegisteredHere(context: IHookFunctions, { id, webhookUrl }: OpenIntegration): Promise<boolean> {
	if (isOwnUrl(context, webhookUrl)) return true;
	const { integrationId, url } = keptWith(context);
	if (integrationId === undefined || !isSameId(integrationId, id) || url !== webhookUrl) return false;
	const [secret] = usableSecrets(webhookSecretsOf(await readCredential(context)));
	if (secret === undefined) return true;
	// Another n8n's trigger has this URL itself, or doesn't know our secret. Ours would return its new URL.
	const answer = await probeFrom(context, webhookUrl, secret);
	return answer.from !== 'strangerTrigger' && (answer.from !== 'trigger' || isOwnUrl(context, answer.state.url));
}

/** Finds out which trigger responds at a URL. */
export async function probeFrom(context: Context, url: string, secret: string): Promise<ProbeAnswer> {
	return await probe(postJsonWith(context.helpers), url, secret);
}
