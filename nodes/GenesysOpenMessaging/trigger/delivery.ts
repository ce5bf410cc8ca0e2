import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isSameId } from '../../../genesys/ids';
import { withoutUndefined } from '../../../genesys/json';
import { isReplay, isSignedBy, isWellFormed, MAX_AGE_DAYS, SIGNATURE_HEADER } from '../../../genesys/openMessaging/signature';
import { readDelivery } from '../../../genesys/openMessaging/outbound';
import { answerTo, challengeIn } from '../../../genesys/openMessaging/probe';
import { isOn } from '../../shared/parameters';
import { rawBodyOf } from '../../shared/reception';
import { agentOf } from './agent';
import { DEFAULT_MAX_MB, downloadAttachments } from './attachments';
import { answer, integrationIdOf, secretsFor } from './reception';
import { webhookUrlOf } from './registration';
import { judge, refuseSuccessWithoutRun } from './repeats';
import { isRegisteringSecret, keepRegistered, secretInGenesys } from './upkeep';

/** Receives one delivery. Only a signed, selected, new event of this integration starts an execution. */
export async function takeDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const header = context.getHeaderData()[SIGNATURE_HEADER];
	// Without a well-formed signature, don't read the body.
	if (!isWellFormed(header)) return answer(context, 'unsigned');
	const rawBody = await rawBodyOf(context);
	if (rawBody === undefined) return answer(context, 'notANotification');
	const { current, fitting: signer } = await secretsFor(context, (secret) => isSignedBy(rawBody, header, secret));
	if (signer === undefined) return answer(context, isRegisteringSecret(context, current) ? 'secretChanged' : 'unsigned');
	const challenge = challengeIn(rawBody);
	if (challenge !== undefined) return await answerProbe(context, challenge, signer);
	const { delivery, raw } = readDelivery(rawBody);
	if (delivery.kind === 'invalid') return answer(context, 'notANotification');
	const { integrationId } = delivery;
	const isOurs = integrationId === undefined || isSameId(integrationId, await integrationIdOf(context));
	if (!isOurs) return answer(context, 'otherIntegration');
	// In a test, users post old samples.
	if (delivery.kind === 'event' && context.getMode() !== 'manual' && isReplay(delivery.event.time, Date.now())) {
		context.logger.warn(`Genesys Open Messaging Trigger: refused a delivery signed more than ${MAX_AGE_DAYS} days ago. If it's new, correct this machine's clock.`);
		return answer(context, 'tooOld');
	}
	keepRegistered(context, { signer, current });
	if (delivery.kind === 'unsupported') return answer(context, 'ignored');
	const { event } = delivery;
	if (!(context.getNodeParameter('events', ['agentMessage']) as string[]).includes(event.event)) return answer(context, 'ignored');
	const verdict = await judge(context, event.deduplicationKey);
	if (verdict !== 'new') return answer(context, verdict);
	refuseSuccessWithoutRun(context);
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const [agent, files] = await Promise.all([
		isOn(options.includeAgent) ? agentOf(context, event) : undefined,
		event.attachments && isOn(options.downloadAttachments)
			? downloadAttachments(context, event.attachments, Number(options.maxAttachmentSize ?? DEFAULT_MAX_MB))
			: undefined,
	]);
	const json: IDataObject = withoutUndefined({
		...event,
		agent: agent && { ...agent },
		attachments: files?.attachments ?? event.attachments,
		raw: isOn(context.getNodeParameter('simplify', true), true) ? undefined : (raw as IDataObject),
	});
	return { workflowData: [[{ json, ...(files && { binary: files.binary }) }]] };
}

/** Setup: Check asks which trigger uses this URL. */
async function answerProbe(context: IWebhookFunctions, challenge: string, secret: string): Promise<IWebhookResponseData> {
	const { secretMark, modifiedAt: secretSeenAt } = secretInGenesys(context);
	const state = { integrationId: await integrationIdOf(context), url: webhookUrlOf(context), secretMark, secretSeenAt };
	context.getResponseObject().status(200).json(answerTo(challenge, state, secret));
	return { noWebhookResponse: true };
}
