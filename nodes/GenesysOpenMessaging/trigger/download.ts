import type { IHttpRequestOptions, IN8nHttpFullResponse, IWebhookFunctions } from 'n8n-workflow';
import { accessTo } from '../../../genesys/openMessaging/downloads';
import type { GenesysOrigins } from '../../../genesys/regions';
import { CREDENTIAL } from '../../shared/credential';
import { networkCode } from '../../shared/plainRequest';
import { renewToken } from '../../shared/transport';
import { refusalOf } from './egressGuard';

/** The file, or the reason why there is none, in words that follow "was not downloaded:". */
export type Downloaded = { bytes: Buffer; mime?: string } | { reason: string };

export interface DownloadLimits {
	maxBytes: number;
	/** Ends every wait. */
	signal: AbortSignal;
	/** For the reason given when it has. */
	timeoutSeconds: number;
}

/** Genesys' download URLs redirect to signed ones of its storage; more than a few hops is a loop. */
const MAX_REDIRECTS = 4;

/** Fetches a file. Never throws. */
export async function download(
	context: IWebhookFunctions,
	url: string,
	origins: GenesysOrigins,
	limits: DownloadLimits,
): Promise<Downloaded> {
	// Destroying a body of n8n's HTTP client that is not read to its end leaves the connection open; this closes it.
	const leaving = new AbortController();
	limits.signal.addEventListener('abort', () => leaving.abort(), { once: true });
	try {
		return await Promise.race([fetchFollowing(context, url, origins, { ...limits, signal: leaving.signal }), whenAborted(limits)]);
	} catch (error) {
		return failure(error, limits);
	} finally {
		leaving.abort();
	}
}

/** Redirects are followed here rather than by the HTTP client: each URL is judged anew, and gets the token or not. */
async function fetchFollowing(
	context: IWebhookFunctions,
	url: string,
	origins: GenesysOrigins,
	limits: DownloadLimits,
): Promise<Downloaded> {
	let address = url;
	for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
		const response = await fetchOne(context, address, origins, limits);
		if ('reason' in response) return response;
		const { statusCode, headers } = response;
		const location = headers.location;
		if (statusCode >= 300 && statusCode < 400 && typeof location === 'string' && URL.canParse(location, address)) {
			address = new URL(location, address).href;
			continue;
		}
		if (statusCode !== 200) return { reason: `its host answered with HTTP status ${statusCode}` };
		return await read(response, limits);
	}
	return { reason: 'its host redirects too often' };
}

/** A response with any status, or why there is none; `status` where n8n has thrown it. */
type Answer = IN8nHttpFullResponse | { reason: string; status?: number };

async function fetchOne(context: IWebhookFunctions, address: string, origins: GenesysOrigins, limits: DownloadLimits): Promise<Answer> {
	const access = accessTo(address, origins);
	if (access.kind === 'refused') return access;
	if (access.kind === 'genesys' && access.withToken) return await fetchWithToken(context, address, limits);
	const reason = access.kind === 'elsewhere' ? await refusalOf(context, address) : undefined;
	return reason === undefined ? await request(context, address, limits) : { reason };
}

/** What storages answer to a token beside their own proof, and hosts to one that they do not know. */
const TOKEN_REFUSED = [400, 401, 403];

async function fetchWithToken(context: IWebhookFunctions, address: string, limits: DownloadLimits): Promise<Answer> {
	let answer = await request(context, address, limits, CREDENTIAL);
	// Before n8n 2.10, which does not renew the token for whoever ignores HTTP statuses.
	if ('statusCode' in answer && answer.statusCode === 401) {
		await renewToken(context);
		answer = await request(context, address, limits, CREDENTIAL);
	}
	const status = statusOf(answer);
	if (!TOKEN_REFUSED.includes(status)) return answer;
	const withoutToken = await request(context, address, limits);
	if (statusOf(withoutToken) < 400) return withoutToken;
	return status === 401 ? REJECTED : answer;
}

/** @param credential whose token goes along, if any */
async function request(context: IWebhookFunctions, url: string, limits: DownloadLimits, credential?: string): Promise<Answer> {
	const options: IHttpRequestOptions = {
		method: 'GET',
		url,
		// Piece by piece, so that a file beyond the limit is left before it fills the memory.
		encoding: 'stream',
		disableFollowRedirect: true,
		returnFullResponse: true,
		// With the token, 401 must stay an exception: it is what makes n8n fetch a new one and send once more.
		ignoreHttpStatusErrors: credential === undefined ? true : { ignore: true, except: [401] },
		abortSignal: limits.signal,
	};
	try {
		const answer: unknown =
			credential === undefined
				? await context.helpers.httpRequest(options)
				: await context.helpers.httpRequestWithAuthentication.call(context, credential, options);
		const response = answer as IN8nHttpFullResponse;
		// Aborting a body that nobody reads is an error event, and one without a listener would end n8n.
		(response.body as unknown as Body).on('error', () => {});
		return response;
	} catch (error) {
		return failure(error, limits);
	}
}

const REJECTED = { reason: 'Genesys Cloud accepted neither the stored access token nor a new one', status: 401 };

function statusOf(answer: Answer): number {
	return 'statusCode' in answer ? answer.statusCode : (answer.status ?? NaN);
}

function failure(error: unknown, limits: DownloadLimits): { reason: string; status?: number } {
	if (limits.signal.aborted) return tooSlow(limits);
	if ((error as { httpCode?: string | null }).httpCode === '401') return REJECTED;
	const code = networkCode(error);
	return { reason: code ? `its host cannot be reached (${code})` : 'the request failed' };
}

/** The body as n8n gives it for `encoding: 'stream'`. */
type Body = AsyncIterable<Buffer> & { on(event: 'error', listener: () => void): void };

async function read(response: IN8nHttpFullResponse, { maxBytes }: DownloadLimits): Promise<Downloaded> {
	if (Number(response.headers['content-length']) > maxBytes) return tooLarge(maxBytes);
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of response.body as unknown as Body) {
		size += chunk.length;
		if (size > maxBytes) return tooLarge(maxBytes);
		chunks.push(chunk);
	}
	const mime = response.headers['content-type'];
	return { bytes: Buffer.concat(chunks), mime: typeof mime === 'string' ? mime.split(';')[0].trim() : undefined };
}

/** The token's own request does not know the signal, so the whole is ended from here. */
async function whenAborted(limits: DownloadLimits): Promise<Downloaded> {
	const { signal } = limits;
	return await new Promise((resolve) => {
		if (signal.aborted) resolve(tooSlow(limits));
		else signal.addEventListener('abort', () => resolve(tooSlow(limits)), { once: true });
	});
}

function tooLarge(maxBytes: number): { reason: string } {
	return { reason: `it is larger than ${Number((maxBytes / 1024 / 1024).toFixed(2))} MB` };
}

function tooSlow({ timeoutSeconds }: DownloadLimits): { reason: string } {
	return { reason: `it did not arrive within ${timeoutSeconds} seconds` };
}
