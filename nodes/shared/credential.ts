import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { InvalidInputError } from '../../genesys/errors';
import type { ClientCredentials } from '../../genesys/oauth/login';
import { MIN_SECRET_LENGTH } from '../../genesys/openMessaging/signature';
import { resolveOrigins, type GenesysOrigins } from '../../genesys/regions';

type NodeContext = { getNode(): INode };
type CredentialContext = NodeContext & { getCredentials(type: string, itemIndex?: number): Promise<ICredentialDataDecryptedObject> };

/** The credential type that a context uses. The parameter takes no expression, so reading it costs a trigger nothing. */
export function credentialOf(context: NodeContext): 'genesysCloudApi' | 'genesysCloudOAuth2Api' {
	return usesSignIn(context) ? 'genesysCloudOAuth2Api' : 'genesysCloudApi';
}

/** Does a user's sign-in (OAuth2) authorize the calls, and not an OAuth client of its own? */
export function usesSignIn(context: NodeContext): boolean {
	return context.getNode().parameters.authentication === 'oAuth2';
}

export async function readCredential(context: CredentialContext, itemIndex?: number): Promise<ICredentialDataDecryptedObject> {
	return await context.getCredentials(credentialOf(context), itemIndex);
}

/** @throws InvalidInputError for a custom domain that cannot be read */
export function originsOf(credentials: ICredentialDataDecryptedObject): GenesysOrigins {
	return resolveOrigins(text(credentials.region), text(credentials.customDomain));
}

export function clientCredentialsOf(credentials: ICredentialDataDecryptedObject): ClientCredentials {
	return {
		origins: originsOf(credentials),
		// Copied values often have a blank or a line end around them; neither can be part of an ID or a secret.
		clientId: text(credentials.clientId).trim(),
		clientSecret: text(credentials.clientSecret).trim(),
	};
}

/** A key for caches where the credential itself is not read. */
export function credentialIdOf(context: NodeContext): string {
	const { id, credentials } = context.getNode();
	return credentials?.[credentialOf(context)]?.id ?? id;
}

/** Secrets that deliveries may be signed with: the current one, and the previous one during a change. */
export function webhookSecretsOf(credentials: ICredentialDataDecryptedObject): string[] {
	return [text(credentials.webhookSecret), text(credentials.previousWebhookSecret)].filter((secret) => secret !== '');
}

/** The secret that is to be registered in Genesys Cloud. @throws InvalidInputError when there is none, or it is too short */
export function requireWebhookSecret(credentials: ICredentialDataDecryptedObject): string {
	const secret = text(credentials.webhookSecret);
	requireLong('Webhook Secret', secret);
	return secret;
}

/** @throws InvalidInputError naming the secret that is too short to count; without secrets nothing can be received, only sent */
export function requireLongSecrets({ webhookSecret, previousWebhookSecret }: ICredentialDataDecryptedObject): void {
	if (text(webhookSecret) !== '') requireLong('Webhook Secret', text(webhookSecret));
	if (text(previousWebhookSecret) !== '') requireLong('Previous Webhook Secret', text(previousWebhookSecret));
}

function requireLong(name: string, secret: string): void {
	if (secret.length >= MIN_SECRET_LENGTH) return;
	throw new InvalidInputError(
		name,
		secret === '' ? `The credential has no ${name.toLowerCase()}` : `The ${name.toLowerCase()} has only ${secret.length} characters`,
		name === 'Webhook Secret'
			? `Enter at least ${MIN_SECRET_LENGTH} random characters in the Genesys Cloud credential. The trigger and Integration: Create register the secret in Genesys Cloud.`
			: 'Leave it empty unless you are changing the webhook secret. In that case, enter the complete old secret.',
	);
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
