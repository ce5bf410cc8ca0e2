import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { createUpload, type FileUpload, type PutFile, type Upload } from '../../genesys/upload';
import { plainRequest } from './credential';

/**
 * Uploads files to the URLs that Genesys names for them, with n8n's HTTP helper but without the credential: the URL is
 * signed and on another host.
 */
export function genesysUpload(context: IExecuteFunctions, isOwnOrigin: boolean): Upload {
	const put: PutFile = async ({ url, headers, content }: FileUpload) => {
		const request = { method: 'PUT' as const, url, headers, body: Buffer.from(content, 'utf8') };
		return await plainRequest(async (options) => await context.helpers.httpRequest(options), request);
	};
	return createUpload({ put, isOwnOrigin, sleep });
}
