import type { IExecuteFunctions, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { isNotFound } from '../../genesys/apiError';
import type { GenesysClient } from '../../genesys/client';
import { InvalidInputError, RefusedError } from '../../genesys/errors';
import { FreshCache } from '../../genesys/freshCache';
import { findIntegrationByName } from '../../genesys/openMessaging/integrations';
import { credentialIdOf } from './credential';
import { pickedIn, toId, trimmedText } from './parameters';

/** An integration as a person names it: one of both is there. */
export type IntegrationChoice = { id: string } | { name: string };
/** Ids of integrations that are given by name: one look-up a minute for each, not one for each message. */
const idsByName = new FreshCache<string>(60_000, 500);

/** After a change, names are looked up anew, for all credentials: the one that makes changes often does not send the messages. */
export async function changingIntegrations<T>(change: Promise<T>): Promise<T> {
	try {
		return await change;
	} finally {
		idsByName.clear();
	}
}

/** When something is not found, another integration of the name may have been made, by hand or by another process: look it up anew. */
export function forgetIntegrationAfter(error: unknown, context: IExecuteFunctions, itemIndex: number): void {
	if (!isNotFound(error) && !(error instanceof RefusedError && error.code === 'not.found')) return;
	try {
		if (isByName(context.getNodeParameter('integrationId', itemIndex, ''))) idsByName.clear();
	} catch {
		// An operation that did not need it does not mind an expression that fails.
	}
}

/** The ID of the integration that an item is for. @throws InvalidInputError when none is given, or Genesys has none of that name */
export async function integrationIdOf(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<string> {
	return await resolveIntegration(context, client, integrationChoiceOf(context, itemIndex));
}

/** The same as it is named, for those who look it up themselves. @throws InvalidInputError when none is given */
export function integrationChoiceOf(context: IExecuteFunctions, itemIndex: number): IntegrationChoice {
	return choiceOf(context.getNodeParameter('integrationId', itemIndex, ''));
}

/** What a trigger, which has no items, is set to. @throws InvalidInputError when it is empty */
export function triggerIntegration(context: Pick<IHookFunctions, 'getNodeParameter'>): IntegrationChoice {
	return choiceOf(context.getNodeParameter('integrationId', ''));
}

/** @throws InvalidInputError when Genesys has no integration of that name */
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
