import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { showConversation, takeInbound, type InboundBody } from './genesys';
import { INTEGRATION } from './ids';
import { runOnce } from './runAction';

/** The three required parameters of Handover: Start. */
export const REQUIRED = {
	integrationId: { __rl: true, mode: 'id', value: INTEGRATION },
	customerId: 'customer-42',
	text: 'I was charged twice',
};

/** Starts a handover in a new conversation, and returns the request. */
export async function startHandover(parameters: IDataObject): Promise<{ sent: InboundBody[]; handover: IDataObject }> {
	const sent = takeInbound();
	showConversation();
	return { handover: await runOnce('handover: start', { ...REQUIRED, ...parameters } as INodeParameters), sent };
}

/** The custom attributes of the first message. */
export const attributesOf = ([message]: InboundBody[]) => message.channel.metadata?.customAttributes;
