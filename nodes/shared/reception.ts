import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { reasonOf } from '../../genesys/errors';
import { FreshCache } from '../../genesys/freshCache';

/** What every trigger with a webhook does with a request. */

type Take = (context: IWebhookFunctions) => Promise<IWebhookResponseData>;

/** Never throws, or n8n would store a failed execution for everybody who posts rubbish. */
export async function receive(context: IWebhookFunctions, trigger: string, take: Take): Promise<IWebhookResponseData> {
	try {
		return await take(context);
	} catch (error) {
		// Such as a credential that cannot be read: Genesys delivers again, and an agent can try again.
		context.logger.error(`${trigger}: a delivery could not be processed`, { reason: reasonOf(error) });
		return endWith(context, 503, { code: 'unavailable', message: "n8n couldn't process the request. Try again. If it keeps happening, ask your administrator to check n8n's log." });
	}
}

/** Answers the request without an execution. */
export function endWith(context: IWebhookFunctions, status: number, body: object): IWebhookResponseData {
	context.getResponseObject().status(status).type('json').end(JSON.stringify(body));
	return { noWebhookResponse: true };
}

/** Of content types other than JSON n8n has not read the body. `undefined`: too large, or not packed as its header says. */
export async function rawBodyOf(context: IWebhookFunctions): Promise<Buffer | undefined> {
	const request = context.getRequestObject() as { rawBody?: Buffer | string; readRawBody?: () => Promise<void> };
	try {
		if (request.rawBody === undefined) await request.readRawBody?.();
	} catch {
		return undefined;
	}
	return Buffer.from(request.rawBody ?? '');
}

/** When no secret fits, the credential is read again, but not more often than this, in milliseconds. */
export const REREAD_MS = 5_000;

/** Reading the credential on every delivery costs a quarter of the accepted deliveries under n8n's default expression engine. */
export class SecretCache<T> {
	private readonly cache = new FreshCache<T>(60_000, 200);

	/** @param fits does the request prove itself by these secrets? */
	async get(credentialId: string, read: () => Promise<T>, fits: (secrets: T) => boolean): Promise<T> {
		return await this.cache.get(credentialId, read, (known, ageMs) => ageMs < REREAD_MS || fits(known));
	}
}
