import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { parseAttributes } from '../../../../genesys/openMessaging/customAttributes';
import { startHandover } from '../../../../genesys/openMessaging/handover';
import { parseTranscript } from '../../../../genesys/openMessaging/transcript';
import {
	customerIdProperty,
	customerIdTypeProperty,
	integrationProperty,
	messageIdProperty,
	queueProperty,
	toolDescriptionProperty,
} from '../../../shared/descriptions';
import { customerFrom, profileProperties, sendsProfile } from '../../../shared/customer';
import { sentInTurn } from '../../../shared/customerTurn';
import { fieldId, requiredId } from '../../../shared/ids';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';
import { fieldText, filled, locatorValue, writtenText } from '../../../shared/parameters';
import { messageIdFor, sentMessages } from '../../../shared/sentMessages';
import { genesysClient } from '../../../shared/transport';

const show = { resource: ['handover'], operation: ['start'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty(
		'handover',
		'start',
		'Hands this chat over to a human agent. Use it when the customer asks for a person, is upset, or needs something that you cannot do or do not know; do not use it twice in the same chat. Give the reason in one or two sentences. When the result says sayNothingMore, the customer is with people from then on: write nothing further, not even a goodbye. When it fails, tell the customer honestly that nobody could be reached.',
	),
	integrationProperty({ show }),
	customerIdProperty({ show }),
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. I was charged twice for order 4711',
		displayOptions: { show },
		description: "The customer's question, or why the bot hands over: the first thing that the agent reads",
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Custom Attributes',
				name: 'customAttributes',
				type: 'json',
				default: '{\n  "orderNumber": ""\n}',
				description:
					'Data for the flow and the agent, as pairs of key and value. In Architect, Get Participant Data reads them by their key.',
			},
			customerIdTypeProperty,
			{
				displayName: 'Language',
				name: 'language',
				type: 'string',
				default: '',
				placeholder: 'e.g. German',
				description: 'Reaches the flow as the attribute "language". The flow of Setup: Provision takes the name of a language skill.',
			},
			messageIdProperty,
			{
				displayName: 'Priority',
				name: 'priority',
				type: 'number',
				default: 0,
				description: 'Reaches the flow as the attribute "priority"; a higher number goes first',
			},
			...profileProperties,
			queueProperty('Where the chat is to wait: reaches the flow as the attribute "queueName"'),
			{
				displayName: 'Skills',
				name: 'skills',
				type: 'string',
				default: '',
				placeholder: 'e.g. Refunds',
				description: 'Names with commas between them, which reach the flow as the attribute "skills". The flow of Setup: Provision takes the first five.',
			},
			{
				displayName: 'Summary',
				name: 'summary',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				description: 'What the agent should know, in short: shown below the text, and an attribute as well',
			},
			{
				displayName: 'Transcript',
				name: 'transcript',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. {{ $json.transcript }}',
				description:
					'The conversation so far, for the agent: an array of { role, text, time }, or text. It goes into the first message, labelled and timed.',
			},
		],
	},
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const customerId = requiredId(context, 'customerId', 'Customer ID', itemIndex);
	const handover = await startHandover(
		{ client, impatient: genesysClient(context, { maxTries: 1 }), sent: sentMessages },
		{
			integrationId: await integrationIdOf(context, client, itemIndex),
			customer: customerFrom(customerId, fields),
			text: filled(writtenText(context, 'text', 'Text', itemIndex), 'Text'),
			queueName: locatorValue(fields.queue, 'Queue'),
			language: fieldText(fields, 'language', 'Language'),
			skills: [fields.skills].flat().map((skill) => fieldText({ skill }, 'skill', 'Skills')).join(', '),
			priority: fieldText(fields, 'priority', 'Priority'),
			phone: sendsProfile(fields) ? fieldText(fields, 'phone', 'Phone') : '',
			customAttributes: parseAttributes(fields.customAttributes),
			transcript: parseTranscript(fields.transcript),
			summary: fieldText(fields, 'summary', 'Summary'),
			messageId: messageIdFor(context, itemIndex, fieldId(fields, 'messageId', 'Message ID')),
		},
	);
	return { handover, sayNothingMore: true };
}

export const start: Operation = { properties, execute: sentInTurn(execute) };
