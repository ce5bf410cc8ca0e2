import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { withoutUndefined } from '../../../../genesys/json';
import { requireFewFiles, sendMessage } from '../../../../genesys/openMessaging/messages';
import {
	customerIdProperty,
	customerIdTypeProperty,
	integrationProperty,
	messageIdProperty,
	toolDescriptionProperty,
} from '../../../shared/descriptions';
import { customerOf } from '../../../shared/customer';
import { sentInTurn } from '../../../shared/customerTurn';
import { optionalId } from '../../../shared/ids';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';
import { filled, optionalText, writtenText } from '../../../shared/parameters';
import { messageIdFor, sentMessages } from '../../../shared/sentMessages';
import { parseAttachmentUrls } from './attachmentUrls';
import { itemFiles } from './itemFiles';

const show = { resource: ['message'], operation: ['send'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'message',
		'send',
		'Passes a message of the customer on to the human agent who has the chat. Send what the customer wrote, word for word.',
	),
	integrationProperty({ show }),
	customerIdProperty({ show }),
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		displayOptions: { show },
		description: 'What the customer wrote. May be empty when there are attachments. A text beyond 4000 characters goes out in parts.',
	},
	{
		displayName: 'Attachments',
		name: 'attachments',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Attachment' },
		default: [],
		placeholder: 'e.g. https://example.com/photo.jpg',
		displayOptions: { show },
		description: 'Addresses of files that Genesys Cloud can fetch without logging in, up to 25 MB each',
	},
	{ ...messageIdProperty, displayOptions: { show } },
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: '',
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing the file; several names with commas between them',
		displayOptions: { show },
		description:
			'Files of the item to send, up to 25 MB each. Genesys Cloud fetches them from n8n under a signed address that works for two days, so n8n must be reachable from outside and must keep the execution for as long.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show },
		options: [customerIdTypeProperty],
	},
];

/** Sends at once, for those who have the customer's turn. */
export async function sendNow(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const urls = parseAttachmentUrls(context.getNodeParameter('attachments', itemIndex, []));
	const names = optionalText(context, 'binaryPropertyName', 'Input Binary Field', itemIndex).split(',').map((name) => name.trim()).filter(Boolean);
	requireFewFiles(urls.length + names.length);
	const attachments = [...urls, ...(await itemFiles(context, names, itemIndex))];
	const text = writtenText(context, 'text', 'Text', itemIndex);
	const customer = customerOf(context, itemIndex);
	const integrationId = await integrationIdOf(context, client, itemIndex);
	const sent = await sendMessage(
		client,
		{
			integrationId,
			customer,
			text: attachments.length > 0 ? text : filled(text, 'Text'),
			attachments,
			messageId: messageIdFor(context, itemIndex, optionalId(context, 'messageId', 'Message ID', itemIndex)),
		},
		'Send message',
		sentMessages,
	);
	return withoutUndefined({
		messageId: sent.messageId,
		conversationId: sent.conversationId,
		customerId: customer.id,
		integrationId,
		time: sent.time,
		messageIds: sent.messageIds.length > 1 ? sent.messageIds : undefined,
	});
}

export const send: Operation = { properties, execute: sentInTurn(sendNow) };
