import { sleep, type IExecuteFunctions, type IN8nHttpFullResponse } from 'n8n-workflow';
import { unreachable } from '../../genesys/unreachable';
import { createUpload, type FileUpload, type PutFile, type Upload } from '../../genesys/upload';
import { networkCode, REQUEST_TIMEOUT_MS, toHttpResponse } from './credential';

/**
 * Uploads files to the URLs that Genesys names for them, with n8n's HTTP helper but without the credential: the URL is
 * signed and on another host.
 */
export function genesysUpload(context: IExecuteFunctions, isOwnOrigin: boolean): Upload {
	const put: PutFile = async ({ url, headers, content }: FileUpload) => {
		const request = {
			method: 'PUT' as const,
			url,
			headers,
			body: Buffer.from(content, 'utf8'),
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: REQUEST_TIMEOUT_MS,
		};
		return await context.helpers.httpRequest(request).then(
			(response: unknown) => toHttpResponse(response as IN8nHttpFullResponse),
			(error: unknown) => unreachable(new URL(url).host, networkCode(error)),
		);
	};
	return createUpload({ put, isOwnOrigin, sleep });
}
