import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { InvalidInputError } from '../../genesys/errors';
import type { ClientCredentials } from '../../genesys/oauth/login';
import { MIN_SECRET_LENGTH } from '../../genesys/openMessaging/signature';
import { resolveOrigins, type GenesysOrigins } from '../../genesys/regions';

type NodeContext = { getNode(): INode };
type CredentialContext = NodeContext & { getCredentials(type: string, itemIndex?: number): Promise<ICredentialDataDecryptedObject> };

/** The credential type of a node. The parameter allows no expressions, so reading it costs nothing. */
export function credentialOf(context: NodeContext): 'genesysCloudApi' | 'genesysCloudOAuth2Api' {
	return usesSignIn(context) ? 'genesysCloudOAuth2Api' : 'genesysCloudApi';
}

/** Whether a user's sign-in (OAuth2) authorizes the calls rather than an OAuth client. */
export function usesSignIn(context: NodeContext): boolean {
	return context.getNode().parameters.authentication === 'oAuth2';
}

export async function readCredential(context: CredentialContext, itemIndex?: number): Promise<ICredentialDataDecryptedObject> {
	return await context.getCredentials(credentialOf(context), itemIndex);
}

/** @throws InvalidInputError for an invalid custom domain */
export function originsOf(credentials: ICredentialDataDecryptedObject): GenesysOrigins {
	return resolveOrigins(text(credentials.region), text(credentials.customDomain));
}

export function clientCredentialsOf(credentials: ICredentialDataDecryptedObject): ClientCredentials {
	return {
		origins: originsOf(credentials),
		// Copied values often have surrounding white space, which can't be part of an ID or a secret.
		clientId: text(credentials.clientId).trim(),
		clientSecret: text(credentials.clientSecret).trim(),
	};
}

/** A cache key that doesn't require reading the credential. */
export function credentialIdOf(context: NodeContext): string {
	const { id, credentials } = context.getNode();
	return credentials?.[credentialOf(context)]?.id ?? id;
}

/** Secrets that deliveries can be signed with: the current one, and the previous one during a change. */
export function webhookSecretsOf(credentials: ICredentialDataDecryptedObject): string[] {
	return [text(credentials.webhookSecret), text(credentials.previousWebhookSecret)].filter((secret) => secret !== '');
}

/** The secret to register in Genesys Cloud. @throws InvalidInputError if it's missing or too short */
export function requireWebhookSecret(credentials: ICredentialDataDecryptedObject): string {
	const secret = text(credentials.webhookSecret);
	requireLong('Webhook Secret', secret);
	return secret;
}

/** @throws InvalidInputError for a secret that's too short. No secret at all is valid for sending only. */
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
			: "Leave it empty unless you're changing the webhook secret. In that case, enter the complete old secret.",
	);
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
