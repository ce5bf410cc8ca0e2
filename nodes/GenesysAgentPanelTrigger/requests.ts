import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { RateLimit } from '../../genesys/agentPanel/rateLimit';
import { isRefusal, SIGN_IN, type Refusal } from '../../genesys/agentPanel/refusal';
import { Replays } from '../../genesys/agentPanel/replays';
import { bearerToken, readPanelRequest, type PanelRequest } from '../../genesys/agentPanel/request';
import { readTranscript, type TranscriptMessage } from '../../genesys/agentPanel/transcript';
import { verify, type Verified } from '../../genesys/agentPanel/verification';
import { customerOf } from '../../genesys/conversations/conversation';
import { agentClientWith } from '../shared/plainRequest';
import { rawBodyOf } from '../shared/reception';
import { answerWith, refuse } from './answering';
import { panelClientOf } from './panelCredential';

const limit = new RateLimit(10_000);
const replays = new Replays(50_000);

type Admitted = Verified & { request: PanelRequest; transcript: TranscriptMessage[] };

/** Starts the workflow for a request from the page after Genesys Cloud verified the agent's token. The token is used for nothing else. */
export async function takeRequest(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	context.getResponseObject().set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
	const admitted = await admit(context);
	if (isRefusal(admitted)) return refuse(context, admitted);
	const json = itemOf(admitted);
	answerWith(context);
	return { workflowData: [[{ json }]] };
}

async function admit(context: IWebhookFunctions): Promise<Admitted | Refusal> {
	const token = bearerToken(context.getHeaderData().authorization);
	// Without a token, the body isn't read.
	if (token === undefined) return SIGN_IN;
	const tooMany = limit.take(token);
	if (tooMany) return tooMany;
	const request = readPanelRequest((await rawBodyOf(context)) ?? Buffer.alloc(0), Date.now());
	if (isRefusal(request)) return request;
	const panel = await panelClientOf(context);
	if (isRefusal(panel)) return panel;
	const client = agentClientWith(context.helpers, panel.origins.api, token);
	const verified = await verify(client, panel, request.conversationId);
	if (isRefusal(verified)) return verified;
	if (!replays.take(request.requestId)) return { status: 403, code: 'repeated', message: 'This request was already sent. Try again.' };
	return { ...verified, request, transcript: await readTranscript(client, verified.conversation) };
}

function itemOf({ request: { event, action }, agent, conversation, transcript }: Admitted): IDataObject {
	const { id: conversationId, customerId = '', integrationId = '' } = conversation;
	const participantData = customerOf(conversation)?.attributes ?? {};
	return { event, conversationId, customerId, integrationId, agent, participantData, transcript: transcript.map((line) => ({ ...line })), ...(action && { action }) };
}
