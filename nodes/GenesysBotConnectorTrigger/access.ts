import type { ICredentialDataDecryptedObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { isProven, isUsable, type HeaderSecret } from '../../genesys/botConnector/headerSecret';
import { InvalidInputError } from '../../genesys/errors';
import { MIN_SECRET_LENGTH } from '../../genesys/openMessaging/signature';
import { isOn } from '../shared/parameters';
import { SecretCache } from '../shared/reception';

const CREDENTIAL = 'genesysBotConnectorApi';
const secrets = new SecretCache<HeaderSecret>();

/** Does the request carry the header of the credential? */
export async function isAuthorized(context: IWebhookFunctions): Promise<boolean> {
	const headers = context.getHeaderData();
	const fits = (secret: HeaderSecret) => isProven(headers[secret.headerName], secret, Date.now());
	const { id, credentials } = context.getNode();
	const read = async () => {
		const secret = headerSecretOf(await context.getCredentials(CREDENTIAL));
		if (!isUsable(secret)) context.logger.warn('Genesys Bot Connector Trigger: the credential has no usable secret, so every request is refused');
		return secret;
	};
	return fits(await secrets.get(credentials?.[CREDENTIAL]?.id ?? id, read, fits));
}

/** @throws InvalidInputError when the credential has no secret, or one that is too short to count */
export async function requireSecret(context: IHookFunctions): Promise<void> {
	const secret = headerSecretOf(await context.getCredentials(CREDENTIAL));
	if (isUsable(secret)) return;
	const { length } = secret.secret;
	const message = length === 0 ? 'The credential has no secret' : `The secret of the credential has only ${length} characters`;
	const advice = `Enter a random text of ${MIN_SECRET_LENGTH} characters or more in the Genesys Bot Connector credential, and the same in the integration in Genesys Cloud.`;
	throw new InvalidInputError('Secret', message, advice);
}

function headerSecretOf({ headerName, secret, secretIsJwtKey }: ICredentialDataDecryptedObject): HeaderSecret {
	// Copied values often have a blank or a line end around them, which no header can have.
	const [name, value] = [headerName, secret].map((text) => (typeof text === 'string' ? text.trim() : ''));
	return { headerName: name.toLowerCase() || 'authorization', secret: value, isJwtKey: isOn(secretIsJwtKey) };
}
