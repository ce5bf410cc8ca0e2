import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { SentMessages } from '../../genesys/openMessaging/sentMessages';

/** What this process sent a short while ago. */
export const sentMessages = new SentMessages();

/** IDs of messages that came without one, kept for as long as their item: Retry On Fail runs the node with the same items. */
const idsOfItems = new WeakMap<INodeExecutionData, string>();

/** The message ID that is given; else one for this item, which a repeat within the execution has too. */
export function messageIdFor(context: IExecuteFunctions, itemIndex: number, given: string): string {
	if (given !== '') return given;
	const item: INodeExecutionData | undefined = context.getInputData()[itemIndex];
	const id = (item && idsOfItems.get(item)) ?? randomUUID();
	if (item) idsOfItems.set(item, id);
	return id;
}
