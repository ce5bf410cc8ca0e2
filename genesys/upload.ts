import { acknowledgement } from './answers';
import { createClient, type CallError, type ClientOptions, type HttpResponse } from './client';
import { GenesysApiError, RefusedError, type GenesysUnreachableError } from './errors';

/**
 * A file for the URL that Genesys has named for it. The URL is on another host and carries its own signature: it is as
 * good as a secret, so no error repeats it, and the access token is never sent there.
 */
export interface FileUpload {
	url: string;
	headers: Record<string, string>;
	content: string;
}

/** Puts a file to its URL, without the token. Returns every HTTP answer whatever its status, or why there was none. */
export type PutFile = (file: FileUpload) => Promise<HttpResponse | GenesysUnreachableError>;

/** Uploads a file; returns why it did not get there, or `undefined`. */
export type Upload = (file: FileUpload, what: string) => Promise<CallError | RefusedError | undefined>;

const CHECK_PROXY = 'Try again; if it keeps happening, check whether a proxy between n8n and Genesys Cloud changes requests.';

/** What an upload needs from its caller. */
export interface UploadOptions {
	put: PutFile;
	/** True for a simulator or gateway, which may be reached over plain http. */
	isOwnOrigin: boolean;
	sleep: ClientOptions['sleep'];
}

/** Retries as the client of the API does: a PUT may be repeated. */
export function createUpload({ put, isOwnOrigin, sleep }: UploadOptions): Upload {
	return async (file, what) => {
		const protocol = URL.canParse(file.url) ? new URL(file.url).protocol : '';
		if (protocol !== 'https:' && !(isOwnOrigin && protocol === 'http:')) {
			return new RefusedError({
				code: 'upload.refused',
				message: `${what}: Genesys Cloud named a URL for the file that is not https`,
				advice: CHECK_PROXY,
			});
		}
		const client = createClient({ send: async () => await put(file), sleep });
		const { error } = await client.attempt({ method: 'PUT', path: '' }, { what, read: acknowledgement, repeatable: true });
		if (!(error instanceof GenesysApiError)) return error;
		return new GenesysApiError({
			status: error.status,
			code: 'upload.failed',
			contextId: '',
			message: `${what}: the storage of Genesys Cloud answered ${error.status} to the file`,
			advice: CHECK_PROXY,
		});
	};
}
