import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { reasonOf } from '../../genesys/errors';
import { FreshCache } from '../../genesys/freshCache';

/** How every trigger with a webhook handles a request. */

type Take = (context: IWebhookFunctions) => Promise<IWebhookResponseData>;

/** Never throws, because n8n would store a failed execution for every invalid request. */
export async function receive(context: IWebhookFunctions, trigger: string, take: Take): Promise<IWebhookResponseData> {
	try {
		return await take(context);
	} catch (error) {
		// For example, the credential can't be read. Genesys Cloud delivers again, and an agent can try again.
		context.logger.error(`${trigger}: a delivery couldn't be processed`, { reason: reasonOf(error) });
		return endWith(context, 503, { code: 'unavailable', message: "n8n couldn't process the request. Try again. If it keeps happening, ask your administrator to check n8n's log." });
	}
}

/** Responds without starting an execution. */
export function endWith(context: IWebhookFunctions, status: number, body: object): IWebhookResponseData {
	context.getResponseObject().status(status).type('json').end(JSON.stringify(body));
	return { noWebhookResponse: true };
}

/** The raw body, which n8n reads only for JSON. `undefined` if it's too large or its encoding is invalid. */
export async function rawBodyOf(context: IWebhookFunctions): Promise<Buffer | undefined> {
	const request = context.getRequestObject() as { rawBody?: Buffer | string; readRawBody?: () => Promise<void> };
	try {
		if (request.rawBody === undefined) await request.readRawBody?.();
	} catch {
		return undefined;
	}
	return Buffer.from(request.rawBody ?? '');
}

/** Minimum milliseconds between reads of the credential when no secret matches. */
export const REREAD_MS = 5_000;

/** Caches secrets: reading the credential for every delivery costs a quarter of the throughput with n8n's default expression engine. */
export class SecretCache<T> {
	private readonly cache = new FreshCache<T>(60_000, 200);

	/** @param fits whether one of these secrets authenticates the request */
	async get(credentialId: string, read: () => Promise<T>, fits: (secrets: T) => boolean): Promise<T> {
		return await this.cache.get(credentialId, read, (known, ageMs) => ageMs < REREAD_MS || fits(known));
	}
}
