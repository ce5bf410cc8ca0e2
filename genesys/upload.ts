import { acknowledgement } from './answers';
import { createClient, type CallError, type ClientOptions, type HttpResponse } from './client';
import { GenesysApiError, RefusedError, type GenesysUnreachableError } from './errors';

/** The URL is on another host and signed, so it's a secret that no error may contain. */
export type FileUpload = { url: string; headers: Record<string, string>; content: string };
/** Uploads a file to its URL, without the token. Returns any HTTP response, or the error if there was none. */
export type PutFile = (file: FileUpload) => Promise<HttpResponse | GenesysUnreachableError>;
/** Uploads a file. Returns the error, or `undefined`. */
export type Upload = (file: FileUpload, what: string) => Promise<CallError | RefusedError | undefined>;

/** With `isOwnOrigin` (a simulator or gateway), plain http is allowed. */
type UploadOptions = { put: PutFile; isOwnOrigin: boolean; sleep: ClientOptions['sleep'] };
const CHECK_PROXY = 'Try again. If it keeps happening, check whether a proxy between n8n and Genesys Cloud changes requests.';

/** Retries like the API client, because a PUT is repeatable. */
export function createUpload({ put, isOwnOrigin, sleep }: UploadOptions): Upload {
	return async (file, what) => {
		const protocol = URL.canParse(file.url) ? new URL(file.url).protocol : '';
		if (protocol !== 'https:' && !(isOwnOrigin && protocol === 'http:')) {
			const message = `${what}: Genesys Cloud returned an upload URL that isn't HTTPS`;
			return new RefusedError({ code: 'upload.refused', message, advice: CHECK_PROXY });
		}
		const client = createClient({ send: async () => await put(file), sleep });
		const { error } = await client.attempt({ method: 'PUT', path: '' }, { what, read: acknowledgement, repeatable: true });
		if (!(error instanceof GenesysApiError)) return error;
		const { status } = error;
		const message = `${what}: Genesys Cloud's storage returned ${status} for the file`;
		return new GenesysApiError({ status, code: 'upload.failed', contextId: '', message, advice: CHECK_PROXY });
	};
}
