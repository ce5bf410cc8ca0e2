import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { MAX_AGE_DAYS, usableSecrets } from '../../../genesys/openMessaging/signature';
import { SECRET_CHANGED, SIGNATURE_REFUSED } from '../../../genesys/openMessaging/probe';
import { credentialIdOf, readCredential, webhookSecretsOf } from '../../shared/credential';
import { resolveIntegration, triggerIntegration } from '../../shared/chosenIntegration';
import { endWith, REREAD_MS, SecretCache } from '../../shared/reception';
import { genesysClient } from '../../shared/transport';
import { knownIntegrationId } from './registration';

/** Responses without an execution. Genesys retries a delivery after 429 and 5xx, not after another 4xx. */
const ANSWERS = {
	ignored: [200, 'Not selected in this trigger'],
	seen: [200, 'Already accepted'],
	notAnEvent: [400, "The body isn't an event in JSON format"],
	notANotification: [400, "The body isn't an Open Messaging notification in JSON format"],
	unsigned: [401, SIGNATURE_REFUSED],
	tooOld: [401, `The delivery was signed more than ${MAX_AGE_DAYS} days ago`],
	otherIntegration: [404, 'This URL accepts deliveries from another integration'],
	notShown: [404, "The conversation doesn't exist, or the role can't view it (conversation:communication:view, and its division)"],
	unauthorized: [401, 'The header x-lifecycle-secret is missing or wrong'],
	pending: [503, 'The same delivery is still being processed'],
	secretChanged: [503, SECRET_CHANGED],
} as const satisfies Record<string, readonly [number, string]>;

/** Asks Genesys only if the integration is set by a name that publishing hasn't resolved. */
export async function integrationIdOf(context: IWebhookFunctions): Promise<string> {
	return knownIntegrationId(context) ?? (await resolveIntegration(context, genesysClient(context), triggerIntegration(context)));
}

/** After this time, every process of n8n has read a changed credential. */
export const SETTLING_MS = REREAD_MS + 1000;
const secretCache = new SecretCache<string[]>();

/** Returns the credential's current secret, and the one that fits a request: the current one, the previous one, or none. */
export async function secretsFor(context: IWebhookFunctions, fits: (secret: string) => boolean) {
	let [tried, fitting]: [string[]?, string?] = [];
	const fittingIn = (secrets: string[]) => {
		// Try every secret, so that timing doesn't reveal which one fits, and only once, because a body may be large.
		if (tried !== secrets) [tried, fitting] = [secrets, secrets.filter(fits).at(0)];
		return fitting;
	};
	const read = async () => {
		const secrets = usableSecrets(webhookSecretsOf(await readCredential(context)));
		if (secrets.length > 0) return secrets;
		context.logger.warn('Genesys Open Messaging Trigger: the credential has no usable webhook secret, so every delivery is rejected. Enter a secret of at least 16 characters in the credential.');
		return [];
	};
	const secrets = await secretCache.get(credentialIdOf(context), read, (known) => fittingIn(known) !== undefined);
	return { current: secrets.at(0), fitting: fittingIn(secrets) };
}

export function answer(context: IWebhookFunctions, name: keyof typeof ANSWERS): IWebhookResponseData {
	const [status, message] = ANSWERS[name];
	return endWith(context, status, { message });
}
