import type {
	ICredentialDataDecryptedObject, ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult,
} from 'n8n-workflow';
import { isUsable, type HeaderSecret } from '../../genesys/botConnector/headerSecret';
import { InvalidInputError, wordsOf } from '../../genesys/errors';
import { MIN_SECRET_LENGTH } from '../../genesys/openMessaging/signature';
import { isOn } from './parameters';

/** The credential with the header that authenticates requests for a bot. */
export const BOT_CREDENTIAL = 'genesysBotConnectorApi';
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/; // RFC 9110, 5.1.

/** The header from the credential, which isn't validated yet. */
export function headerSecretOf({ headerName, secret, secretIsJwtKey }: ICredentialDataDecryptedObject): HeaderSecret {
	// Copied values often have surrounding white space, which no header can have.
	const [name, value] = [headerName, secret].map((text) => (typeof text === 'string' ? text.trim() : ''));
	return { headerName: name || 'Authorization', secret: value, isJwtKey: isOn(secretIsJwtKey) };
}

/** @throws InvalidInputError if the secret is missing or too short, or the header name is invalid */
export function requireUsable(expected: HeaderSecret): void {
	const { length } = expected.secret;
	if (!HEADER_NAME.test(expected.headerName)) {
		throw new InvalidInputError('Header Name', "The header name contains characters that a header name can't have", 'Use letters, digits, and hyphens, such as Authorization or X-Api-Key.');
	}
	// Sender and receiver can decode non-ASCII headers differently. A JWT key is never sent in a header.
	if (!expected.isJwtKey && /[^\x20-\x7e]/.test(expected.secret)) {
		throw new InvalidInputError('Secret', "The secret contains characters that a header can't have", 'Use letters without accents, digits, and characters such as - and _.');
	}
	if (isUsable(expected)) return;
	const message = length === 0 ? 'The credential has no secret' : `The credential's secret has only ${length} characters`;
	const advice = `Enter at least ${MIN_SECRET_LENGTH} random characters in the Genesys Bot Connector credential, and the same secret in the integration in Genesys Cloud.`;
	throw new InvalidInputError('Secret', message, advice);
}

/** The credential's test. It makes no call, because Genesys Cloud never returns the secret. */
export async function testHeaderSecret(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	try {
		const secret = headerSecretOf(credential.data ?? {});
		requireUsable(secret);
		return { status: 'OK', message: `The secret is valid. Enter the same secret in the integration in Genesys Cloud, as the header ${secret.headerName}` };
	} catch (error) {
		return { status: 'Error', message: wordsOf(error) };
	}
}
