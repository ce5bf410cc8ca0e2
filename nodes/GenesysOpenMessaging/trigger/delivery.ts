import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { withoutUndefined } from '../../../genesys/json';
import { readDelivery, type OpenMessagingEvent } from '../../../genesys/openMessaging/outbound';
import { answerTo, challengeIn } from '../../../genesys/openMessaging/probe';
import { isReplay, isWellFormed, MAX_AGE_DAYS, SIGNATURE_HEADER } from '../../../genesys/openMessaging/signature';
import { isSameIntegration } from '../../shared/chosenIntegration';
import { isOn } from '../../shared/isOn';
import { respondsWhenFinished, webhookUrlOf } from './address';
import { agentOf } from './agent';
import { DEFAULT_MAX_MB, downloadAttachments, type DownloadedAttachments } from './attachments';
import { answer, integrationIdOf, judge, rawBodyOf, receive, signerOf } from './reception';
import { refuseSuccessWithoutRun } from './successWithoutRun';
import { isRegisteringSecret, keepRegistered, secretInGenesys } from './upkeep';

interface Options {
	includeAgent?: unknown;
	downloadAttachments?: unknown;
	maxAttachmentSize?: number;
}

/**
 * One delivery of Genesys: signature over the raw bytes, then JSON, then is it ours, wanted, new? Only what passes all
 * starts an execution.
 */
export async function receiveDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return await receive(context, take);
}

async function take(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const header = context.getHeaderData()[SIGNATURE_HEADER];
	// Not even the body is read of a request that cannot be right.
	if (!isWellFormed(header)) return answer(context, 'unsigned');
	const rawBody = await rawBodyOf(context);
	if (rawBody === undefined) return answer(context, 'notANotification');
	const { current, signer } = await signerOf(context, rawBody, header);
	if (signer === undefined) return answer(context, isRegisteringSecret(context, current) ? 'secretChanged' : 'unsigned');
	const challenge = challengeIn(rawBody);
	if (challenge !== undefined) return await answerProbe(context, challenge, signer);

	const { delivery, raw } = readDelivery(rawBody);
	if (delivery.kind === 'invalid') return answer(context, 'notANotification');
	const { integrationId } = delivery;
	if (integrationId !== undefined && !isSameIntegration(integrationId, await integrationIdOf(context))) {
		return answer(context, 'otherIntegration');
	}
	// While testing, people post the sample that they have.
	if (delivery.kind === 'event' && context.getMode() !== 'manual' && isReplay(delivery.event.time, Date.now())) {
		context.logger.warn(
			`Genesys Open Messaging Trigger: refused a delivery that was signed more than ${MAX_AGE_DAYS} days ago. If it is a new one, set the clock of this machine.`,
		);
		return answer(context, 'tooOld');
	}
	keepRegistered(context, { signer, current });
	if (delivery.kind === 'unsupported') return answer(context, 'ignored');

	const { event } = delivery;
	const selected = context.getNodeParameter('events', ['agentMessage']) as string[];
	if (!selected.includes(event.event)) return answer(context, 'ignored');

	const verdict = await judge(context, event.deduplicationKey);
	if (verdict !== 'new') return answer(context, verdict);

	const options = context.getNodeParameter('options', {}) as Options;
	if (respondsWhenFinished(context)) refuseSuccessWithoutRun(context.getResponseObject());
	const simplify = isOn(context.getNodeParameter('simplify', true), true);
	const [agent, { attachments, binary }] = await Promise.all([
		isOn(options.includeAgent) ? agentOf(context, event) : undefined,
		filesOf(context, event, options),
	]);
	const json: IDataObject = withoutUndefined({
		...event,
		agent: agent && { ...agent },
		attachments,
		raw: simplify ? undefined : (raw as IDataObject),
	});
	return { workflowData: [[{ json, ...(binary && { binary }) }]] };
}

/** Setup: Check asks who answers at this URL. */
async function answerProbe(context: IWebhookFunctions, challenge: string, secret: string): Promise<IWebhookResponseData> {
	const { secretMark, modifiedAt: secretSeenAt } = secretInGenesys(context);
	const state = { integrationId: await integrationIdOf(context), url: webhookUrlOf(context), secretMark, secretSeenAt };
	context.getResponseObject().status(200).json(answerTo(challenge, state, secret));
	return { noWebhookResponse: true };
}

/** The attachments, downloaded if the option is on. */
async function filesOf(
	context: IWebhookFunctions,
	{ attachments }: OpenMessagingEvent,
	options: Options,
): Promise<Partial<DownloadedAttachments>> {
	if (!attachments || !isOn(options.downloadAttachments)) return { attachments };
	return await downloadAttachments(context, attachments, Number(options.maxAttachmentSize ?? DEFAULT_MAX_MB));
}
