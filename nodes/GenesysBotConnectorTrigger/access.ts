import type {
	ICredentialsDecrypted, ICredentialTestFunctions, IHookFunctions, INodeCredentialTestResult, IWebhookFunctions,
} from 'n8n-workflow';
import { isProven, isUsable, type HeaderSecret } from '../../genesys/botConnector/headerSecret';
import { inOneText, InvalidInputError, reasonOf } from '../../genesys/errors';
import { BOT_CREDENTIAL, headerSecretOf, requireUsable } from '../shared/headerSecret';
import { SecretCache } from '../shared/reception';

const secrets = new SecretCache<HeaderSecret>();

/** Does the request carry the header of the credential? */
export async function isAuthorized(context: IWebhookFunctions): Promise<boolean> {
	const headers = context.getHeaderData();
	const fits = (secret: HeaderSecret) => isProven(headers[secret.headerName.toLowerCase()], secret, Date.now());
	const { id, credentials } = context.getNode();
	const read = async () => {
		const secret = headerSecretOf(await context.getCredentials(BOT_CREDENTIAL));
		if (!isUsable(secret)) context.logger.warn('Genesys Bot Connector Trigger: the credential has no usable secret, so every request is refused');
		return secret;
	};
	return fits(await secrets.get(credentials?.[BOT_CREDENTIAL]?.id ?? id, read, fits));
}

/** @throws InvalidInputError when the credential has no secret, or one that is too short to count */
export async function requireSecret(context: IHookFunctions): Promise<void> {
	requireUsable(headerSecretOf(await context.getCredentials(BOT_CREDENTIAL)));
}

/** The credential's test button. There is nothing to call: Genesys Cloud shows no one the value that it sends. */
export async function testHeaderSecret(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	try {
		const secret = headerSecretOf(credential.data ?? {});
		requireUsable(secret);
		return { status: 'OK', message: `The secret can be used. Enter the same in the integration in Genesys Cloud, as the header ${secret.headerName}` };
	} catch (error) {
		return { status: 'Error', message: error instanceof InvalidInputError ? inOneText(error) : reasonOf(error) };
	}
}
