import type { IExecuteFunctions } from 'n8n-workflow';
import type { GenesysClient } from '../../../../genesys/client';
import { InvalidInputError } from '../../../../genesys/errors';
import { usableSecrets } from '../../../../genesys/openMessaging/signature';
import { CREDENTIAL, requireWebhookSecret, webhookSecretsOf } from '../../../shared/credential';
import { REREAD_MS } from '../../trigger/reception';

/** `rotate`: the trigger takes deliveries that are signed with either secret, so that none is lost. */
export type SecretChange = 'keep' | 'rotate' | 'replace';

/**
 * The secret that is to be registered, out of the credential; `undefined` to keep the one there is.
 * @throws InvalidInputError when it is too short, and for `rotate` when the credential does not have the previous one too
 */
export async function newSecret(context: IExecuteFunctions, change: SecretChange, itemIndex: number): Promise<string | undefined> {
	if (change === 'keep') return undefined;
	const credentials = await context.getCredentials(CREDENTIAL, itemIndex);
	const secret = requireWebhookSecret(credentials);
	const hasBoth = new Set(usableSecrets(webhookSecretsOf(credentials))).size === 2;
	if (change === 'replace' || hasBoth) return secret;
	throw new InvalidInputError(
		'Webhook Secret',
		'The credential has no previous webhook secret, so deliveries that are still signed with it would be lost',
		'Enter the secret that the integration has now as Previous Webhook Secret in the Genesys Cloud credential and a new one as Webhook Secret, or choose Replace.',
	);
}

/**
 * Until every trigger would notice the changed credential: one that has just read it does not look at it again for some
 * seconds, and would refuse for good what is signed with the new secret by then. The second more is for slow reading.
 */
export async function waitForTriggers(client: GenesysClient): Promise<void> {
	await client.sleep(REREAD_MS + 1000);
}
