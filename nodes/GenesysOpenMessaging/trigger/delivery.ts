import { sleep, type IDataObject, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { withoutUndefined } from '../../../genesys/json';
import type { OpenMessagingEvent } from '../../../genesys/openMessaging/events';
import { parseOutbound, type ParsedDelivery } from '../../../genesys/openMessaging/outbound';
import { isSignedBy, isWellFormed, SIGNATURE_HEADER, usableSecrets } from '../../../genesys/openMessaging/signature';
import { CREDENTIAL, webhookSecretsOf } from '../../shared/credential';
import { triggerIntegrationId } from '../../shared/parameters';
import { DEFAULT_MAX_MB, downloadAttachments, type DownloadedAttachments } from './attachments';
import { SecretCache } from './secrets';
import { SeenDeliveries, type Verdict } from './seenDeliveries';

/** Both are shared by all triggers of this process; their keys tell the triggers apart. */
const secretCache = new SecretCache();
const seenDeliveries = new SeenDeliveries();

/** Answers that start no execution. Genesys repeats a delivery after 429 and 5xx, not after another 4xx. */
const ANSWERS = {
	ignored: [200, 'Not selected in this trigger'],
	seen: [200, 'Already taken'],
	notANotification: [400, 'This is not the JSON of an Open Messaging notification'],
	unsigned: [401, 'The signature is missing or wrong'],
	otherIntegration: [404, 'This address takes deliveries of another integration'],
	pending: [503, 'The same delivery is being taken at this moment'],
	unexpected: [503, 'The delivery could not be taken'],
} as const satisfies Record<string, readonly [number, string]>;

/**
 * One delivery of Genesys: signature over the raw bytes, then JSON, then is it ours, wanted, new? Only what passes all
 * starts an execution. Never throws: n8n would store a failed execution for everybody who posts rubbish.
 */
export async function receiveDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await take(context);
	} catch (error) {
		// The credential could not be read, or a parameter gives no value: Genesys comes again.
		const reason = error instanceof Error ? error.message : 'unknown';
		context.logger.error('Genesys Open Messaging Trigger: a delivery could not be taken', { reason });
		return answer(context, 'unexpected');
	}
}

async function take(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const header = context.getHeaderData()[SIGNATURE_HEADER];
	// Not even the body is read of a request that cannot be right.
	if (!isWellFormed(header)) return answer(context, 'unsigned');
	const rawBody = await rawBodyOf(context);
	if (rawBody === undefined) return answer(context, 'notANotification');
	if (!(await isSigned(context, rawBody, header))) return answer(context, 'unsigned');

	const { delivery, raw } = parse(rawBody);
	if (delivery.kind === 'invalid') return answer(context, 'notANotification');
	const integrationId = delivery.kind === 'event' ? delivery.event.integrationId : delivery.integrationId;
	if (!isSameId(integrationId, triggerIntegrationId(context))) return answer(context, 'otherIntegration');
	if (delivery.kind === 'unsupported') return answer(context, 'ignored');

	const { event } = delivery;
	const selected = context.getNodeParameter('events', ['agentMessage']) as string[];
	if (!selected.includes(event.event)) return answer(context, 'ignored');

	const verdict = await judge(context, event);
	if (verdict !== 'new') return answer(context, verdict);

	const simplify = context.getNodeParameter('simplify', true) !== false;
	const { attachments, binary } = await filesOf(context, event);
	const json: IDataObject = withoutUndefined({ ...event, attachments, raw: simplify ? undefined : (raw as IDataObject) });
	return { workflowData: [[{ json, ...(binary && { binary }) }]] };
}

/** The attachments, downloaded where the trigger is to. A typing notice or a receipt costs nothing here. */
async function filesOf(context: IWebhookFunctions, { attachments }: OpenMessagingEvent): Promise<Partial<DownloadedAttachments>> {
	const options = context.getNodeParameter('options', {}) as { downloadAttachments?: boolean; maxAttachmentSize?: number };
	if (!attachments || options.downloadAttachments !== true) return { attachments };
	return await downloadAttachments(context, attachments, Number(options.maxAttachmentSize ?? DEFAULT_MAX_MB));
}

/**
 * n8n has read the body of JSON requests by now; of other content types it has not. `undefined` for one that cannot be
 * read: too large, or not packed in the way that its header says.
 */
async function rawBodyOf(context: IWebhookFunctions): Promise<Buffer | undefined> {
	const request = context.getRequestObject() as { rawBody?: Buffer | string; readRawBody?: () => Promise<void> };
	try {
		if (request.rawBody === undefined) await request.readRawBody?.();
	} catch {
		return undefined;
	}
	return Buffer.from(request.rawBody ?? '');
}

/** Ids are compared as Genesys does: it writes them in small letters, people may not. */
function isSameId(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}

async function isSigned(context: IWebhookFunctions, rawBody: Buffer, header: string): Promise<boolean> {
	const credentialId = context.getNode().credentials?.[CREDENTIAL]?.id ?? context.getNode().id;
	return await secretCache.check(credentialId, async () => await readSecrets(context), (secrets) => isSignedBy(rawBody, header, secrets));
}

async function readSecrets(context: IWebhookFunctions): Promise<string[]> {
	const secrets = usableSecrets(webhookSecretsOf(await context.getCredentials(CREDENTIAL)));
	if (secrets.length === 0) {
		context.logger.warn('Genesys Open Messaging Trigger: the credential has no usable webhook secret, so every delivery is refused');
	}
	return secrets;
}

function parse(rawBody: Buffer): { delivery: ParsedDelivery; raw?: unknown } {
	try {
		// A byte order mark is no part of JSON, but some proxies put one in front.
		const raw: unknown = JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
		return { delivery: parseOutbound(raw), raw };
	} catch {
		return { delivery: { kind: 'invalid' } };
	}
}

/** How long a repeat waits for the outcome of the first, in milliseconds: below Genesys' time-out of 10 seconds. */
const PENDING_WAIT_MS = 8_000;
const PENDING_CHECK_MS = 100;

/** While testing nothing is remembered: people send the same sample again and again. */
async function judge(context: IWebhookFunctions, event: OpenMessagingEvent): Promise<Verdict> {
	if (context.getMode() === 'manual') return 'new';
	const response = context.getResponseObject();
	const key = [context.getWorkflow().id, context.getNode().id, event.deduplicationKey].join('/');
	let verdict = seenDeliveries.judge(key, response);
	for (let waited = 0; verdict === 'pending' && waited < PENDING_WAIT_MS; waited += PENDING_CHECK_MS) {
		await sleep(PENDING_CHECK_MS);
		verdict = seenDeliveries.judge(key, response);
	}
	if (verdict === 'new') response.once('close', () => seenDeliveries.settle(key, response));
	return verdict;
}

function answer(context: IWebhookFunctions, name: keyof typeof ANSWERS): IWebhookResponseData {
	const [status, message] = ANSWERS[name];
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
