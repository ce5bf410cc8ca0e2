import { isCertificateCode, unreachable } from '../../../genesys/unreachable';

const HOST = 'login.mypurecloud.de';

describe('a host without a response', () => {
	it.each([
		['ENOTFOUND', 'there is no such host'],
		['ECONNREFUSED', 'the connection was refused'],
		['SOMETHING_NEW', "it didn't respond"],
		['constructor', "it didn't respond"],
	])('with %s is reported as unreachable: %s', (code, reason) => {
		expect(unreachable(HOST, code)).toMatchObject({
			code,
			message: `${HOST} can't be reached: ${reason}`,
			advice: expect.stringMatching(/^Check the region.*proxy\.$/),
		});
	});

	it.each([
		['ETIMEDOUT', "it didn't respond in time"],
		['ECONNRESET', 'the connection broke'],
	])('with %s after the connection does not blame the region', (code, reason) => {
		const { message, advice } = unreachable(HOST, code);
		expect(message).toContain(reason);
		expect(advice).toMatch(/^Try again/);
	});

	it('without a code has the code unreachable', () => {
		expect(unreachable('host', undefined)).toMatchObject({ code: 'unreachable', message: "host can't be reached: it didn't respond" });
	});
});

describe('an untrusted certificate', () => {
	it.each([
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', "n8n doesn't trust the issuer of its certificate"],
		['UNABLE_TO_GET_ISSUER_CERT', "n8n doesn't trust the issuer of its certificate"],
		['SELF_SIGNED_CERT_IN_CHAIN', "n8n doesn't trust the issuer of its certificate"],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
		['CERT_HAS_EXPIRED', 'its certificate has expired'],
		['CERT_NOT_YET_VALID', "its certificate isn't valid yet"],
		['CERT_REVOKED', 'its certificate was revoked'],
		['INVALID_CA', "its certificate isn't valid"],
	])('with %s is reported as "%s", with advice about proxies that inspect TLS', (code, reason) => {
		expect(unreachable(HOST, code)).toMatchObject({
			code,
			message: `${HOST} can't be reached: ${reason}`,
			advice: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
		});
		expect([isCertificateCode(code), unreachable(HOST, code).nothingSent]).toEqual([true, true]);
	});

	it.each(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'])('with %s is reported as a failed encrypted connection', (code) => {
		expect(unreachable(HOST, code).message).toContain('no encrypted connection could be made');
	});
});
