import type { IBinaryData, IBinaryKeyData, IHttpRequestOptions, IN8nHttpFullResponse, IWebhookFunctions } from 'n8n-workflow';
import { reasonOf } from '../../../genesys/errors';
import { asText } from '../../../genesys/json';
import { aborted } from '../../../genesys/time';
import { cleanFileName, knownMime, type Attachment } from '../../../genesys/openMessaging/attachments';
import { accessTo } from '../../../genesys/openMessaging/downloads';
import type { GenesysOrigins } from '../../../genesys/regions';
import { credentialOf, originsOf, readCredential } from '../../shared/credential';
import { networkCode } from '../../shared/plainRequest';
import { isSignInOver } from '../../shared/signIn';
import { causes, renewToken } from '../../shared/transport';
import { refusalOf } from './egressGuard';

export const DEFAULT_MAX_MB = 25; // Largest attachment in Genesys Cloud (help.mypurecloud.com, supported content).
/** For all attachments together: Genesys times out after 10 seconds, and n8n still has to store the execution. */
const TIMEOUT_SECONDS = 6;
const TOO_SLOW = `the download took more than ${TIMEOUT_SECONDS} seconds`;
const MAX_REDIRECTS = 4; // Genesys' download URLs redirect to its storage; more hops suggest a loop.
/** Responses of storage to a token beside a presigned URL, and of hosts that don't know the token. */
const TOKEN_REFUSED = [400, 401, 403];
type Download = { context: IWebhookFunctions; origins: GenesysOrigins; maxBytes: number; signal: AbortSignal };
/** Its message follows "wasn't downloaded:". */
class NotDownloaded extends Error {}

/** Never throws: a message must not be lost because of its files. Files are numbered by position; a failure is a `downloadError`. */
export async function downloadAttachments(context: IWebhookFunctions, attachments: Attachment[], maxMegabytes: number) {
	const maxBytes = (maxMegabytes > 0 ? maxMegabytes : DEFAULT_MAX_MB) * 1024 * 1024;
	const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
	// Read once; a failure is reported for each file below.
	const credentials = readCredential(context);
	const files = await Promise.all(
		attachments.map(async (attachment, index): Promise<{ attachment: Attachment; file?: IBinaryData }> => {
			try {
				const origins = originsOf(await credentials);
				const { bytes, mime } = await download({ context, origins, maxBytes, signal }, attachment);
				const name = attachment.filename ?? cleanFileName(new URL(attachment.url).pathname) ?? `attachment_${index}`;
				// Without a type, n8n checks the name and the bytes.
				const file = await context.helpers.prepareBinaryData(bytes, name, knownMime(attachment.mime) ?? knownMime(mime));
				return { attachment, file };
			} catch (error) {
				const reason = reasonOf(error);
				if (error instanceof NotDownloaded) return { attachment: { ...attachment, downloadError: `The file wasn't downloaded: ${reason}` } };
				context.logger.error("Genesys Open Messaging Trigger: couldn't store a downloaded file", { reason });
				return { attachment: { ...attachment, downloadError: "The file wasn't downloaded: n8n couldn't store it" } };
			}
		}),
	);
	// In the message's order, because n8n's Split Out node keeps the order of the keys.
	const binary: IBinaryKeyData = {};
	for (const [index, { file }] of files.entries()) if (file) binary[`attachment_${index}`] = file;
	return { attachments: files.map(({ attachment }) => attachment), binary };
}

async function download(job: Download, attachment: Attachment) {
	// Destroying an unread body of n8n's HTTP client leaves the connection open; aborting closes it.
	const leaving = new AbortController();
	const signal = AbortSignal.any([job.signal, leaving.signal]);
	try {
		// The request for a token doesn't use the signal.
		const file = await Promise.race([fileOf({ ...job, signal }, attachment), aborted(job.signal)]);
		if (file) return file;
		throw new NotDownloaded(TOO_SLOW);
	} catch (error) {
		throw failureOf(error, job);
	} finally {
		leaving.abort();
	}
}

async function fileOf(job: Download, { url, mime }: Attachment) {
	const response = await followed(job, url);
	const ofHost = asText(response.headers['content-type'])?.split(';')[0].trim();
	// Login pages and proxies' error pages can have status 200.
	const isPage = ofHost?.toLowerCase() === 'text/html' && knownMime(mime) !== undefined && mime?.toLowerCase() !== 'text/html';
	if (isPage) throw new NotDownloaded('the host returned a web page');
	return { bytes: await bytesOf(response, job.maxBytes), mime: ofHost };
}

function failureOf(error: unknown, { signal }: Download): NotDownloaded {
	if (signal.aborted) return new NotDownloaded(TOO_SLOW);
	if (error instanceof NotDownloaded) return error;
	if (isSignInOver(causes(error))) return new NotDownloaded('the account in the credential must be reconnected');
	const code = networkCode(error);
	return new NotDownloaded(code ? `the host can't be reached (${code})` : 'the request failed');
}

/** Follows redirects itself, to decide for each URL whether it's allowed and receives the token. */
async function followed(job: Download, url: string): Promise<IN8nHttpFullResponse> {
	let address = url;
	for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
		const response = await fetched(job, address);
		const { statusCode, headers } = response;
		if (statusCode === 200) return response;
		const location = statusCode >= 300 && statusCode < 400 ? headers.location : undefined;
		if (typeof location !== 'string' || !URL.canParse(location, address)) throw new NotDownloaded(`the host returned HTTP status ${statusCode}`);
		address = new URL(location, address).href;
	}
	throw new NotDownloaded('too many redirects');
}

async function fetched(job: Download, address: string): Promise<IN8nHttpFullResponse> {
	const access = accessTo(address, job.origins);
	const reason = access.kind === 'refused' ? access.reason : access.kind === 'elsewhere' && (await refusalOf(job.context, address));
	if (reason) throw new NotDownloaded(reason);
	if (access.kind !== 'genesys' || !access.withToken) return await request(job, address);
	const credential = credentialOf(job.context);
	let response = await request(job, address, credential);
	// n8n before 2.10 doesn't renew the token if HTTP statuses are ignored.
	if (response.statusCode === 401 && response.body !== undefined) {
		await renewToken(job.context);
		response = await request(job, address, credential);
	}
	if (!TOKEN_REFUSED.includes(response.statusCode)) return response;
	const withoutToken = await request(job, address).catch(() => undefined);
	if (withoutToken && withoutToken.statusCode < 400) return withoutToken;
	if (response.statusCode !== 401) return response;
	throw new NotDownloaded('Genesys Cloud rejected both the stored access token and a new one');
}

/** n8n's body for `encoding: 'stream'`. */
type Body = AsyncIterable<Buffer> & { on(event: 'error', listener: () => void): void };

/** @param credential adds its token. A 401 that n8n throws after renewing the token has no body. */
async function request(job: Download, url: string, credential?: string): Promise<IN8nHttpFullResponse> {
	const options: IHttpRequestOptions = {
		method: 'GET',
		url,
		// A file above the limit is dropped before it fills the memory.
		encoding: 'stream',
		disableFollowRedirect: true,
		returnFullResponse: true,
		// With the token, 401 must remain an exception, so that n8n requests a new token and retries.
		ignoreHttpStatusErrors: credential === undefined ? true : { ignore: true, except: [401] },
		abortSignal: job.signal,
	};
	const { helpers } = job.context;
	try {
		const response = (await (credential
			? helpers.httpRequestWithAuthentication.call(job.context, credential, options)
			: helpers.httpRequest(options))) as IN8nHttpFullResponse;
		// Aborting an unread body emits an error event, which would crash n8n without a listener.
		(response.body as unknown as Body).on('error', () => {});
		return response;
	} catch (error) {
		if ((error as { httpCode?: string | null }).httpCode === '401') return { statusCode: 401, headers: {}, body: undefined as never };
		throw failureOf(error, job);
	}
}

async function bytesOf({ headers, body }: IN8nHttpFullResponse, maxBytes: number): Promise<Buffer> {
	const tooLarge = new NotDownloaded(`it's larger than ${Number((maxBytes / 1024 / 1024).toFixed(2))} MB`);
	if (Number(headers['content-length']) > maxBytes) throw tooLarge;
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body as unknown as Body) {
		size += chunk.length;
		if (size > maxBytes) throw tooLarge;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
