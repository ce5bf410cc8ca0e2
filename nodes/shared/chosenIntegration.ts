import type { IExecuteFunctions, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { isNotFound } from '../../genesys/apiError';
import type { GenesysClient } from '../../genesys/client';
import { InvalidInputError, RefusedError } from '../../genesys/errors';
import { FreshCache } from '../../genesys/freshCache';
import { findIntegrationByName } from '../../genesys/openMessaging/integrations';
import { credentialIdOf } from './credential';
import { pickedIn, toId, trimmedText } from './parameters';

/** How the user selected the integration. */
export type IntegrationChoice = { id: string } | { name: string };
/** IDs of integrations selected by name: one lookup per minute instead of one per message. */
const idsByName = new FreshCache<string>(60_000, 500);

/** Looks up all names again after a change. All credentials, because the one that makes changes often isn't the one that sends messages. */
export async function changingIntegrations<T>(change: Promise<T>): Promise<T> {
	try {
		return await change;
	} finally {
		idsByName.clear();
	}
}

/** After a "not found", looks the name up again: the integration may have been recreated by hand or by another process. */
export function forgetIntegrationAfter(error: unknown, context: IExecuteFunctions, itemIndex: number): void {
	if (!isNotFound(error) && !(error instanceof RefusedError && error.code === 'not.found')) return;
	try {
		if (isByName(context.getNodeParameter('integrationId', itemIndex, ''))) idsByName.clear();
	} catch {
		// If the expression fails, the operation didn't use it.
	}
}

/** The ID of an item's integration. @throws InvalidInputError if it's empty or no integration has this name */
export async function integrationIdOf(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<string> {
	return await resolveIntegration(context, client, integrationChoiceOf(context, itemIndex));
}

/** The selected ID or name, without a lookup. @throws InvalidInputError if it's empty */
export function integrationChoiceOf(context: IExecuteFunctions, itemIndex: number): IntegrationChoice {
	return choiceOf(context.getNodeParameter('integrationId', itemIndex, ''));
}

/** The integration selected in a trigger, which has no items. @throws InvalidInputError if it's empty */
export function triggerIntegration(context: Pick<IHookFunctions, 'getNodeParameter'>): IntegrationChoice {
	return choiceOf(context.getNodeParameter('integrationId', ''));
}

/** @throws InvalidInputError if no integration has this name */
export async function resolveIntegration(
	context: IExecuteFunctions | IHookFunctions | IWebhookFunctions, client: GenesysClient, choice: IntegrationChoice,
): Promise<string> {
	if ('id' in choice) return choice.id;
	return await idsByName.get(`${credentialIdOf(context)}/${choice.name.toLowerCase()}`, async () => {
		const integration = await findIntegrationByName(client, choice.name);
		if (integration) return integration.id;
		const advice = 'Check the name in Admin › Message › Platforms, or create the integration with Setup: Provision.';
		throw new InvalidInputError('Integration', `Genesys Cloud has no Open Messaging integration named "${choice.name}"`, advice);
	});
}

function choiceOf(locator: unknown): IntegrationChoice {
	const read = isByName(locator) ? trimmedText : toId;
	const value = read(pickedIn(locator), 'Integration');
	if (value !== '') return isByName(locator) ? { name: value } : { id: value };
	throw new InvalidInputError('Integration', '"Integration" is empty', 'Choose the integration from the list, or enter its name or ID.');
}

function isByName(locator: unknown): boolean {
	return typeof locator === 'object' && locator !== null && 'mode' in locator && locator.mode === 'name';
}
