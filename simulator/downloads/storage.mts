import CryptoJS from 'crypto-js';

import type { ApiAnswer, Route } from '../http/routes.mts';
import { newId } from '../ids.mts';
import type { World } from '../world.mts';

/**
 * Storage for agents' files, which doesn't use access tokens. The query of a link contains a signature, like Amazon
 * CloudFront's, and expires.
 */
const STORAGE = '/simulator/storage';

const KEY = newId();
const KEY_PAIR_ID = 'K1SIMULATOR';

const signatureOf = (id: string, expires: string): string =>
	CryptoJS.HmacSHA256(`${id} ${expires}`, KEY).toString(CryptoJS.enc.Hex);

export function signedLink({ origin, settings }: World, id: string): string {
	const expires = String(Math.floor(Date.now() / 1000) + settings.signedLinkSeconds);
	const query = new URLSearchParams({ Expires: expires, Signature: signatureOf(id, expires), 'Key-Pair-Id': KEY_PAIR_ID });
	return `${origin}${STORAGE}/${id}?${query.toString()}`;
}

/** Errors of Amazon's storage are XML. */
function refusal(status: number, code: string, message: string): ApiAnswer {
	const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	return { status, file: { bytes: Buffer.from(xml), mime: 'application/xml', filename: 'error.xml' } };
}

export const storageRoutes: Route[] = [
	{
		method: 'get',
		path: `${STORAGE}/:fileId`,
		needs: 'nobody',
		handle: ({ world, params, query, authorization }) => {
			// Amazon's response to a signed link with an additional access token.
			if (authorization !== undefined) {
				return refusal(
					400,
					'InvalidArgument',
					'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
				);
			}
			const { Expires: expires = '', Signature: signature } = query;
			const file = world.uploads.get(params['fileId'] ?? '');
			const isSigned = signature === signatureOf(params['fileId'] ?? '', expires) && Number(expires) * 1000 > Date.now();
			if (!file || !isSigned) return refusal(403, 'AccessDenied', 'Access Denied');
			const { storageMime } = world.settings;
			return { status: 200, file: { ...file, ...(storageMime !== '' && { mime: storageMime }) } };
		},
	},
];
