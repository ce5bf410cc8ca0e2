import { GenesysUnreachableError } from './errors';

/**
 * The error for a host that gave no usable answer, in plain words.
 *
 * @param host as it is shown
 * @param code the network's own: of Node, of OpenSSL's certificate check (tls, "X509 certificate error codes"), or none
 */
export function unreachable(host: string, code: string | undefined): GenesysUnreachableError {
	const [reason, advice] = (code === undefined ? undefined : meaningOf(code)) ?? ['no answer came', CHECK_HOST];
	return new GenesysUnreachableError({
		code: code ?? 'unreachable',
		message: `${host} cannot be reached: ${reason}`,
		advice,
		nothingSent: code !== undefined && (isCertificateCode(code) || NEVER_CONNECTED.includes(code)),
	});
}

/** Is it the host's certificate that cannot be trusted? Trying again changes nothing. */
export function isCertificateCode(code: string): boolean {
	return Object.hasOwn(CERTIFICATE, code);
}

function meaningOf(code: string): [reason: string, advice: string] | undefined {
	if (Object.hasOwn(NO_WAY, code)) return [NO_WAY[code], CHECK_HOST];
	if (Object.hasOwn(BROKEN, code)) return [BROKEN[code], TRY_AGAIN];
	if (Object.hasOwn(CERTIFICATE, code)) return [CERTIFICATE[code], TRUST];
	return /^(?:EPROTO$|ERR_SSL_)/.test(code) ? ['no encrypted connection could be made', TRUST] : undefined;
}

const CHECK_HOST =
	"Check the region (or Custom Domain) in the credential, and that n8n's network lets it reach that host over HTTPS, directly or through its proxy.";
const TRY_AGAIN = 'Try again; if it keeps happening, look at the network between n8n and Genesys Cloud.';
const TRUST =
	"Check the region (or Custom Domain) in the credential. If a proxy between n8n and Genesys Cloud inspects TLS, set NODE_EXTRA_CA_CERTS to the file of its root certificate and restart n8n; otherwise check the clock of n8n's machine.";

const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

const NO_WAY: Record<string, string> = {
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'its name could not be looked up',
	ECONNREFUSED: 'the connection was refused',
	EHOSTUNREACH: 'there is no route to it',
	ENETUNREACH: 'there is no route to it',
	UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
};

/** The host is there, but the connection with it broke. */
const BROKEN: Record<string, string> = {
	ECONNRESET: 'the connection broke',
	EPIPE: 'the connection broke',
	UND_ERR_SOCKET: 'the connection broke',
	ECONNABORTED: 'it did not answer in time',
	ETIMEDOUT: 'it did not answer in time',
	UND_ERR_HEADERS_TIMEOUT: 'it did not answer in time',
};

const UNKNOWN_ISSUER = 'n8n does not trust the issuer of its certificate';
const BROKEN_CERTIFICATE = 'its certificate is not valid';

const CERTIFICATE: Record<string, string> = {
	SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_ISSUER,
	UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_ISSUER,
	CERT_UNTRUSTED: UNKNOWN_ISSUER,
	CERT_REJECTED: UNKNOWN_ISSUER,
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	CERT_HAS_EXPIRED: 'its certificate has expired',
	CERT_NOT_YET_VALID: 'its certificate is not valid yet',
	CERT_REVOKED: 'its certificate was revoked',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
	HOSTNAME_MISMATCH: 'its certificate is for another host',
	CERT_SIGNATURE_FAILURE: BROKEN_CERTIFICATE,
	CERT_CHAIN_TOO_LONG: BROKEN_CERTIFICATE,
	INVALID_CA: BROKEN_CERTIFICATE,
	INVALID_PURPOSE: BROKEN_CERTIFICATE,
	PATH_LENGTH_EXCEEDED: BROKEN_CERTIFICATE,
	UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: BROKEN_CERTIFICATE,
	UNABLE_TO_DECRYPT_CERT_SIGNATURE: BROKEN_CERTIFICATE,
};
