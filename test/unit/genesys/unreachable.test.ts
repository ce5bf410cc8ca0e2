import { isCertificateCode, unreachable } from '../../../genesys/unreachable';

const HOST = 'login.mypurecloud.de';

describe('a host that gave no answer', () => {
	it.each([
		['ENOTFOUND', 'there is no such host'],
		['ECONNREFUSED', 'the connection was refused'],
		['SOMETHING_NEW', "it didn't respond"],
		['constructor', "it didn't respond"],
	])('with %s cannot be reached: %s', (code, reason) => {
		expect(unreachable(HOST, code)).toMatchObject({
			code,
			message: `${HOST} cannot be reached: ${reason}`,
			advice: expect.stringMatching(/^Check the region.*proxy\.$/),
		});
	});

	it.each([
		['ETIMEDOUT', "it didn't respond in time"],
		['ECONNRESET', 'the connection broke'],
	])('with %s, after it could be reached, does not blame the region', (code, reason) => {
		const { message, advice } = unreachable(HOST, code);
		expect(message).toContain(reason);
		expect(advice).toMatch(/^Try again/);
	});

	it('without a code has one of ours', () => {
		expect(unreachable('host', undefined)).toMatchObject({ code: 'unreachable', message: 'host cannot be reached: it didn\'t respond' });
	});
});

describe('a certificate that is not trusted', () => {
	it.each([
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', "n8n doesn't trust the issuer of its certificate"],
		['UNABLE_TO_GET_ISSUER_CERT', "n8n doesn't trust the issuer of its certificate"],
		['SELF_SIGNED_CERT_IN_CHAIN', "n8n doesn't trust the issuer of its certificate"],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
		['CERT_HAS_EXPIRED', 'its certificate has expired'],
		['CERT_NOT_YET_VALID', "its certificate isn't valid yet"],
		['CERT_REVOKED', 'its certificate was revoked'],
		['INVALID_CA', "its certificate isn't valid"],
	])('%s says "%s", and what to do behind a proxy that inspects TLS', (code, reason) => {
		expect(unreachable(HOST, code)).toMatchObject({
			code,
			message: `${HOST} cannot be reached: ${reason}`,
			advice: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
		});
		expect([isCertificateCode(code), unreachable(HOST, code).nothingSent]).toEqual([true, true]);
	});

	it.each(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'])('%s says that no encrypted connection could be made', (code) => {
		expect(unreachable(HOST, code).message).toContain('no encrypted connection could be made');
	});
});
