import { GenesysUnreachableError } from './errors';

const CHECK_HOST =
	"Check the region (or Custom Domain) in the credential, and that n8n's network allows HTTPS connections to this host, directly or through a proxy.";
const TRY_AGAIN = 'Try again. If it keeps happening, check the network between n8n and Genesys Cloud.';
const TRUST =
	"Check the region (or Custom Domain) in the credential. If a proxy between n8n and Genesys Cloud inspects TLS, set NODE_EXTRA_CA_CERTS to its root certificate file and restart n8n. Otherwise, check the clock on n8n's machine.";

/** Node's error codes. With the last two, the host exists but the connection failed later. */
const CONNECTION = [
	['there is no such host', CHECK_HOST, 'ENOTFOUND'],
	["its name couldn't be resolved", CHECK_HOST, 'EAI_AGAIN'],
	['the connection was refused', CHECK_HOST, 'ECONNREFUSED'],
	['there is no route to it', CHECK_HOST, 'EHOSTUNREACH ENETUNREACH'],
	["it didn't respond in time", CHECK_HOST, 'UND_ERR_CONNECT_TIMEOUT'],
	['the connection broke', TRY_AGAIN, 'ECONNRESET EPIPE UND_ERR_SOCKET'],
	["it didn't respond in time", TRY_AGAIN, 'ECONNABORTED ETIMEDOUT UND_ERR_HEADERS_TIMEOUT'],
] as const;

/** OpenSSL's certificate errors (Node's tls, "X509 certificate error codes"). */
const CERTIFICATE = [
	["n8n doesn't trust the issuer of its certificate", TRUST, 'SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT'],
	["n8n doesn't trust the issuer of its certificate", TRUST, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	["n8n doesn't trust the issuer of its certificate", TRUST, 'CERT_UNTRUSTED CERT_REJECTED'],
	['its certificate is self-signed', TRUST, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	['its certificate has expired', TRUST, 'CERT_HAS_EXPIRED'],
	["its certificate isn't valid yet", TRUST, 'CERT_NOT_YET_VALID'],
	['its certificate was revoked', TRUST, 'CERT_REVOKED'],
	['its certificate is for another host', TRUST, 'ERR_TLS_CERT_ALTNAME_INVALID HOSTNAME_MISMATCH'],
	["its certificate isn't valid", TRUST, 'CERT_SIGNATURE_FAILURE CERT_CHAIN_TOO_LONG INVALID_CA INVALID_PURPOSE PATH_LENGTH_EXCEEDED'],
	["its certificate isn't valid", TRUST, 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY UNABLE_TO_DECRYPT_CERT_SIGNATURE'],
] as const;

const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** The error for a host without a usable response. @param code the network's, if any */
export function unreachable(host: string, code = 'unreachable'): GenesysUnreachableError {
	const isNotEncrypted = /^(?:EPROTO$|ERR_SSL_)/.test(code);
	const unknown = isNotEncrypted ? ['no encrypted connection could be made', TRUST] : ["it didn't respond", CHECK_HOST];
	const [reason, advice] = [...CONNECTION, ...CERTIFICATE].find(([, , codes]) => codes.split(' ').includes(code)) ?? unknown;
	const nothingSent = isCertificateCode(code) || NEVER_CONNECTED.includes(code);
	return new GenesysUnreachableError({ code, message: `${host} can't be reached: ${reason}`, advice, nothingSent });
}

/** Whether the host's certificate is invalid, so that a retry doesn't help. */
export function isCertificateCode(code: string): boolean {
	return CERTIFICATE.some(([, , codes]) => codes.split(' ').includes(code));
}
