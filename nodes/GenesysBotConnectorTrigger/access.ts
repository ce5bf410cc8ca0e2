import type {
	ICredentialDataDecryptedObject, ICredentialsDecrypted, ICredentialTestFunctions, IHookFunctions, INodeCredentialTestResult, IWebhookFunctions,
} from 'n8n-workflow';
import { isProven, isUsable, type HeaderSecret } from '../../genesys/botConnector/headerSecret';
import { inOneText, InvalidInputError, reasonOf } from '../../genesys/errors';
import { MIN_SECRET_LENGTH } from '../../genesys/openMessaging/signature';
import { isOn } from '../shared/parameters';
import { SecretCache } from '../shared/reception';

const CREDENTIAL = 'genesysBotConnectorApi';
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/; // RFC 9110, 5.1.
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
	checkSecret(headerSecretOf(await context.getCredentials(CREDENTIAL)));
}

/** The credential's test button. There is nothing to call: Genesys Cloud shows no one the value that it sends. */
export async function testHeaderSecret(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	try {
		const secret = headerSecretOf(credential.data ?? {});
		checkSecret(secret);
		return { status: 'OK', message: `The secret can be used. Enter the same in the integration in Genesys Cloud, as the header ${secret.headerName}` };
	} catch (error) {
		return { status: 'Error', message: error instanceof InvalidInputError ? inOneText(error) : reasonOf(error) };
	}
}

function checkSecret(expected: HeaderSecret): void {
	const { length } = expected.secret;
	if (!HEADER_NAME.test(expected.headerName)) {
		throw new InvalidInputError('Header Name', 'The header name cannot be the name of a header', 'Use letters, digits and hyphens, such as Authorization or X-Api-Key.');
	}
	// Beyond ASCII, sender and receiver may read the bytes of a header differently; the key of a token is in none.
	if (!expected.isJwtKey && /[^\x20-\x7e]/.test(expected.secret)) {
		throw new InvalidInputError('Secret', 'The secret has a character that a header cannot carry', 'Use letters without accents, digits and signs such as - and _.');
	}
	if (isUsable(expected)) return;
	const message = length === 0 ? 'The credential has no secret' : `The secret of the credential has only ${length} characters`;
	const advice = `Enter a random text of ${MIN_SECRET_LENGTH} characters or more in the Genesys Bot Connector credential, and the same in the integration in Genesys Cloud.`;
	throw new InvalidInputError('Secret', message, advice);
}

function headerSecretOf({ headerName, secret, secretIsJwtKey }: ICredentialDataDecryptedObject): HeaderSecret {
	// Copied values often have a blank or a line end around them, which no header can have.
	const [name, value] = [headerName, secret].map((text) => (typeof text === 'string' ? text.trim() : ''));
	return { headerName: name.toLowerCase() || 'authorization', secret: value, isJwtKey: isOn(secretIsJwtKey) };
}
