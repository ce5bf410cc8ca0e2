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
 * What is kept with the workflow, so that unpublishing can put back what was there: the integration, with its name where the
 * trigger names it by that; the URL and the secret's mark that were registered, and when (ISO-8601); the URL before.
 */
export type Registration = Partial<Record<'integrationId' | 'integrationName' | 'url' | 'secretMark' | 'modifiedAt' | 'previousUrl', string>> & { isTest?: true };

type Context = IHookFunctions | IWebhookFunctions;

export function keptWith(context: Context): Registration {
	return context.getWorkflowStaticData('node') as Registration;
}

/** The id of the trigger's integration as far as it is known without asking Genesys. */
export function knownIntegrationId(context: Context): string | undefined {
	const choice = triggerIntegration(context);
	if ('id' in choice) return choice.id;
	const { integrationId, integrationName } = keptWith(context);
	return choice.name === integrationName ? integrationId : undefined;
}

/** n8n's name of the URL that is answered when the workflow has finished; `default` is answered on receipt. */
export const WHEN_FINISHED = 'setup';

function ownUrls(context: Context): string[] {
	return (['default', WHEN_FINISHED] as const).map((name) => context.getNodeWebhookUrl(name) ?? '');
}

/** The URL that Genesys is to deliver to: the one that answers when the option Respond says. A test has its own. */
export function webhookUrlOf(context: Context): string {
	const { respond } = context.getNodeParameter('options', {}) as { respond?: string };
	return context.getNodeWebhookUrl(respond === 'whenFinished' ? WHEN_FINISHED : 'default') ?? '';
}

/** Does this URL lead to the trigger, whichever of its two it is? */
export function isOwnUrl(context: Context, url: string): boolean {
	return ownUrls(context).includes(url);
}

/** The same with n8n's endpoint left out, in which the production URL and the test URL differ. */
function isOwnUrlOrTestUrl(context: Context, url: string): boolean {
	const partsOf = (each: string) => (URL.canParse(each) ? [new URL(each).origin, ...each.split('/').slice(-2)].join('/') : each);
	return ownUrls(context).some((own) => partsOf(own) === partsOf(url));
}

export function wantsRegistration(context: Context): boolean {
	return isOn(context.getNodeParameter('registerWebhook', true), true);
}

/** What n8n calls on publishing and unpublishing. @throws NodeOperationError, NodeApiError in plain words */
export const registration = { checkExists: inPlainWords(isRegistered), create: inPlainWords(register), delete: inPlainWords(unregister) };

/**
 * Is there nothing to register? After a restart there is not: what was registered still stands, and n8n must come up when
 * Genesys cannot be reached at that moment.
 */
async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const mode = context.getActivationMode();
	if (!wantsRegistration(context)) return true;
	if (mode !== 'init' && mode !== 'leadershipChange') return false;
	const { url, integrationId } = keptWith(context);
	return url === webhookUrlOf(context) && integrationId !== undefined && integrationId === knownIntegrationId(context);
}

const TO_BE_REACHABLE =
	'Put n8n behind a reverse proxy or tunnel that has a certificate and answers on port 443, set the environment variable N8N_WEBHOOK_URL to its URL (for example https://n8n.example.com/; older versions of n8n read WEBHOOK_URL), restart n8n and try again.';
const TO_BE_FREE =
	'An integration delivers to one URL only. Use another integration for this workflow, unpublish the workflow that has this one, or turn on the option Take Over Webhook.';
const TO_BE_TESTED =
	'To build with a real message, open an execution of the published workflow and choose "Copy to editor". To listen here, unpublish that workflow, or pick another integration.';

/**
 * Points the integration to this workflow, with the credential's secret. Safe to repeat: n8n tries up to five times. While
 * testing, n8n has a URL and static data of its own for the trigger, and a test takes nothing away from a published workflow.
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
	// An n8n that stopped during a test has left its test URL behind.
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

/** Puts back the URL that was there before, unless somebody has changed it since. */
async function unregister(context: IHookFunctions): Promise<boolean> {
	const kept = keptWith(context);
	const { integrationId, previousUrl, isTest } = kept;
	if (!integrationId) return true;
	try {
		const client = genesysClient(context);
		const integration = await getIntegration(client, integrationId);
		if (await isRegisteredHere(context, integration)) await setWebhook(client, integration, { url: previousUrl || PLACEHOLDER_URL });
	} catch (error) {
		// At the end of a test n8n catches no error. An integration that has been deleted needs nothing put back.
		if (isTest) context.logger.warn('Genesys Open Messaging Trigger: could not take the test URL out of the integration', { integrationId });
		else if (!isNotFound(error)) throw toNodeError(context.getNode(), error);
	}
	for (const name of Object.keys(kept) as Array<keyof Registration>) delete kept[name];
	return true;
}

/**
 * Does the integration deliver to this workflow? The URL that it registered before n8n moved is ours, too, unless another
 * n8n has it: a database that was copied, as for staging, still names the URL of the original.
 */
async function isRegisteredHere(context: IHookFunctions, { id, webhookUrl }: OpenIntegration): Promise<boolean> {
	if (isOwnUrl(context, webhookUrl)) return true;
	const { integrationId, url } = keptWith(context);
	if (integrationId === undefined || !isSameId(integrationId, id) || url !== webhookUrl) return false;
	const [secret] = usableSecrets(webhookSecretsOf(await readCredential(context)));
	if (secret === undefined) return true;
	// A trigger of another n8n has this URL itself, or does not know our secret. Ours would say where it is now.
	const answer = await probeFrom(context, webhookUrl, secret);
	return answer.from !== 'strangerTrigger' && (answer.from !== 'trigger' || isOwnUrl(context, answer.state.url));
}

/** Asks who answers at a URL. */
export async function probeFrom(context: Context, url: string, secret: string): Promise<ProbeAnswer> {
	return await probe(postJsonWith(context.helpers), url, secret);
}
