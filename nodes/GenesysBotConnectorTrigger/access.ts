import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { isProven, isUsable, type HeaderSecret } from '../../genesys/botConnector/headerSecret';
import { BOT_CREDENTIAL, headerSecretOf, requireUsable } from '../shared/headerSecret';
import { SecretCache } from '../shared/reception';

const secrets = new SecretCache<HeaderSecret>();

/** Whether the request has the credential's header. */
export async function isAuthorized(context: IWebhookFunctions): Promise<boolean> {
	const headers = context.getHeaderData();
	const fits = (secret: HeaderSecret) => isProven(headers[secret.headerName.toLowerCase()], secret, Date.now());
	const { id, credentials } = context.getNode();
	const read = async () => {
		const secret = headerSecretOf(await context.getCredentials(BOT_CREDENTIAL));
		if (!isUsable(secret)) context.logger.warn('Genesys Bot Connector Trigger: the credential has no valid secret, so all requests are rejected');
		return secret;
	};
	return fits(await secrets.get(credentials?.[BOT_CREDENTIAL]?.id ?? id, read, fits));
}

/** @throws InvalidInputError if the credential's secret is missing or too short */
export async function requireSecret(context: IHookFunctions): Promise<void> {
	requireUsable(headerSecretOf(await context.getCredentials(BOT_CREDENTIAL)));
}
