import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { GenesysApiError } from '../../../genesys/errors';
import { setWebhook } from '../../../genesys/openMessaging/integrationChanges';
import { awaitIntegration, getIntegration } from '../../../genesys/openMessaging/integrations';
import { isPlaceholder, unreachableReason } from '../../../genesys/openMessaging/webhookUrl';
import { clientCredentialsOf, CREDENTIAL, requireWebhookSecret } from '../../shared/credential';
import { toNodeError } from '../../shared/errors';
import { resolveIntegration, triggerIntegration } from '../../shared/chosenIntegration';
import { isOn } from '../../shared/isOn';
import { genesysClient } from '../../shared/transport';
import { knownIntegrationId, keptWith, type Registration } from './kept';

/**
 * Does nothing have to be registered? While testing never: a Genesys integration has one address, and a test would
 * take it away from the published workflow. After a restart not either: what was registered still stands, and n8n
 * must come up when Genesys cannot be reached just then.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	if (context.getActivationMode() === 'manual' || !wantsRegistration(context)) return true;
	if (!['init', 'leadershipChange'].includes(context.getActivationMode())) return false;
	try {
		const { url, integrationId } = keptWith(context);
		return url === webhookUrlOf(context) && integrationId !== undefined && integrationId === knownIntegrationId(context);
	} catch (error) {
		throw publishingError(context, error);
	}
}

/**
 * Points the integration to this workflow, with the credential's secret. Safe to repeat: n8n tries up to five times.
 * @throws NodeOperationError, NodeApiError in plain words
 */
export async function register(context: IHookFunctions): Promise<boolean> {
	try {
		const url = webhookUrlOf(context);
		const choice = triggerIntegration(context);
		const credentials = await context.getCredentials(CREDENTIAL);
		const secret = requireWebhookSecret(credentials);
		requireReachable(context, url, clientCredentialsOf(credentials).origins.isOwnOrigin);

		const client = genesysClient(context);
		const integrationId = await resolveIntegration(context, client, choice);
		const integration = await awaitIntegration(client, integrationId);
		const registration = keptWith(context);
		// Ours as well is the address that this workflow registered before n8n moved to another one.
		const ownUrls = registration.integrationId === integrationId ? [url, registration.url] : [url];
		const isOurs = ownUrls.includes(integration.webhookUrl);
		if (!isOurs) requireFree(context, integration.name, integration.webhookUrl);
		await setWebhook(client, integration, { url, secret });

		const previousUrl = isOurs ? registration.previousUrl : integration.webhookUrl;
		const kept: Registration = { integrationId, integrationName: 'name' in choice ? choice.name : undefined, url, previousUrl };
		Object.assign(registration, kept);
		return true;
	} catch (error) {
		throw publishingError(context, error);
	}
}

/** Puts back the address that was there before, unless somebody has changed it since. */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	const registration = keptWith(context);
	const { integrationId, url, previousUrl } = registration;
	// The end of a test has a URL of its own and comes here as well.
	if (!integrationId || !url || url !== webhookUrlOf(context)) return true;
	try {
		const client = genesysClient(context);
		const integration = await getIntegration(client, integrationId);
		if (integration.webhookUrl === url && previousUrl) await setWebhook(client, integration, { url: previousUrl });
	} catch (error) {
		// An integration that has been deleted needs nothing put back.
		if (!(error instanceof GenesysApiError && error.status === 404)) throw publishingError(context, error);
	}
	delete registration.integrationId;
	delete registration.integrationName;
	delete registration.url;
	delete registration.previousUrl;
	return true;
}

/** Of an error in publishing n8n shows the message only, so what to do has to stand in it. */
function publishingError(context: IHookFunctions, error: unknown): Error {
	const shown = toNodeError(context.getNode(), error);
	if (shown.description) shown.message = `${shown.message}. ${shown.description}`;
	return shown;
}

function wantsRegistration(context: IHookFunctions): boolean {
	return isOn(context.getNodeParameter('registerWebhook', true), true);
}

function webhookUrlOf(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

function requireReachable(context: IHookFunctions, url: string, isOwnOrigin: boolean): void {
	const reason = isOwnOrigin ? undefined : unreachableReason(url);
	if (reason === undefined) return;
	throw new NodeOperationError(context.getNode(), `Genesys Cloud cannot deliver to ${url}: ${reason}`, {
		description:
			'Put n8n behind a reverse proxy or tunnel that has a certificate and answers on port 443, set the environment variable WEBHOOK_URL to its address (for example https://n8n.example.com/), restart n8n and publish again.',
	});
}

function requireFree(context: IHookFunctions, name: string, present: string): void {
	const { takeOverWebhook } = context.getNodeParameter('options', {}) as { takeOverWebhook?: unknown };
	if (isOn(takeOverWebhook) || present === '' || isPlaceholder(present)) return;
	throw new NodeOperationError(
		context.getNode(),
		`The integration "${name}" already delivers to another address: ${present}`,
		{
			description:
				'An integration delivers to one address only. Use an integration of its own for this workflow, unpublish the one that has it now, or switch on the option Take Over Webhook.',
		},
	);
}
