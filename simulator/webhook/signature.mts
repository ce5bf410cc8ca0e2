import CryptoJS from 'crypto-js';

/**
 * Value of the header `X-Hub-Signature-256`: `sha256=` and the Base64 (not hex) HMAC-SHA256 of the raw body.
 * @param body the exact text that is sent, as UTF-8
 * @param secret the signature secret token of the integration
 */
export const signatureOf = (body: string, secret: string): string =>
	`sha256=${CryptoJS.HmacSHA256(body, secret).toString(CryptoJS.enc.Base64)}`;
