import { parseAttributes } from '../../../../genesys/openMessaging/customAttributes';
import { startHandover } from '../../../../genesys/openMessaging/handover';
import type { Customer } from '../../../../genesys/openMessaging/inbound';
import { beginningOf, visible } from '../../../../genesys/openMessaging/text';
import { parseTranscript } from '../../../../genesys/openMessaging/transcript';
import { httpUrl } from '../../../../genesys/urls';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import { customerIdTypeOf, messageIdFor, sentMessages } from '../../../shared/customerMessages';
import { sentInTurn } from '../../../shared/customerTurn';
import {
	additionalFieldsProperty,
	customerIdTypeProperty,
	messageIdProperty,
	queueProperty,
	senderProperties,
} from '../../../shared/descriptions';
import { isOn, parametersOf, type ParameterReader } from '../../../shared/parameters';
import { genesysClient } from '../../../shared/transport';
import type { Operation } from '../operation';

export const start: Operation = {
	name: 'Start',
	description: 'Hand the chat over to people, with what the bot knows',
	action: 'Start a handover',
	toolDescription: 'Hands this chat over to a human agent. Use it when the customer asks for a person, is upset, or needs something that you cannot do or do not know; do not use it twice in the same chat. Give the reason in one or two sentences. When the result says sayNothingMore, the customer is with people from then on: write nothing further, not even a goodbye. When it fails, tell the customer honestly that nobody could be reached.',
	properties: [
		...senderProperties,
		{
			displayName: 'Text', name: 'text', type: 'string', typeOptions: { rows: 3 }, default: '', required: true,
			placeholder: 'e.g. I was charged twice for order 4711',
			description: "The customer's question, or why the bot hands over: the first thing that the agent reads",
		},
		additionalFieldsProperty([
			{
				displayName: 'Custom Attributes', name: 'customAttributes', type: 'json', default: '{\n  "orderNumber": ""\n}',
				description: 'Data for the flow and the agent, as pairs of key and value. In Architect, Get Participant Data reads them by their key.',
			},
			customerIdTypeProperty,
			{ displayName: 'Email', name: 'email', type: 'string', placeholder: 'e.g. name@example.com', default: '' },
			{ displayName: 'First Name', name: 'firstName', type: 'string', default: '' },
			{
				displayName: 'Image URL', name: 'imageUrl', type: 'string', default: '',
				description: "URL of the customer's picture; one that is not http or https is left out",
			},
			{
				displayName: 'Language', name: 'language', type: 'string', default: '', placeholder: 'e.g. German',
				description: 'Reaches the flow as the attribute "language". The flow of Setup: Provision takes the name of a language skill.',
			},
			{ displayName: 'Last Name', name: 'lastName', type: 'string', default: '' },
			messageIdProperty,
			{ displayName: 'Nickname', name: 'nickname', type: 'string', default: '' },
			{ displayName: 'Phone', name: 'phone', type: 'string', default: '', description: 'Reaches the flow as the attribute "phone"' },
			{
				displayName: 'Priority', name: 'priority', type: 'number', default: 0,
				description: 'Reaches the flow as the attribute "priority"; a higher number goes first',
			},
			queueProperty('Where the chat is to wait: reaches the flow as the attribute "queueName"', false),
			{
				displayName: 'Send Profile', name: 'sendProfile', type: 'boolean', default: true,
				description: "Whether names, email, phone and picture are sent; off, Genesys Cloud gets the customer's ID only",
			},
			{
				displayName: 'Skills', name: 'skills', type: 'string', default: '', placeholder: 'e.g. Refunds',
				description: 'Names with commas between them, which reach the flow as the attribute "skills". The flow of Setup: Provision takes the first five.',
			},
			{
				displayName: 'Summary', name: 'summary', type: 'string', typeOptions: { rows: 3 }, default: '',
				description: 'What the agent should know, in short: shown below the text, and an attribute as well',
			},
			{
				displayName: 'Transcript', name: 'transcript', type: 'string', typeOptions: { rows: 3 }, default: '',
				placeholder: 'e.g. {{ $json.transcript }}',
				description: 'The conversation so far, for the agent: an array of { role, text, time }, or text. It goes into the first message, labelled and timed.',
			},
		]),
	],

	execute: sentInTurn(async (context, client, itemIndex) => {
		const parameters = parametersOf(context, itemIndex);
		const fields = parameters.fields('additionalFields');
		const request = {
			customer: { id: parameters.requiredId('customerId', 'Customer ID'), idType: customerIdTypeOf(fields), ...profileIn(fields) },
			text: parameters.requiredWrittenText('text', 'Text'),
			queueName: fields.pickedName('queue', 'Queue'),
			language: fields.text('language', 'Language'),
			skills: fields.texts('skills', 'Skills').join(', '),
			priority: fields.text('priority', 'Priority'),
			phone: sendsProfile(fields) ? fields.text('phone', 'Phone') : '',
			customAttributes: parseAttributes(fields.value('customAttributes')),
			transcript: parseTranscript(fields.value('transcript')),
			summary: fields.text('summary', 'Summary'),
			messageId: messageIdFor(context, itemIndex, fields.id('messageId', 'Message ID')),
			integrationId: await integrationIdOf(context, client, itemIndex),
		};
		const calls = { client, impatient: genesysClient(context, { maxTries: 1 }), sent: sentMessages };
		return { handover: await startHandover(calls, request), sayNothingMore: true };
	}),
};

/** Once the switch is there, only a clear yes counts: an expression may give what a customer has consented to. */
const sendsProfile = (fields: ParameterReader): boolean => isOn(fields.value('sendProfile', true));

function profileIn(fields: ParameterReader): Partial<Customer> {
	if (!sendsProfile(fields)) return {};
	return {
		firstName: shownName(fields.text('firstName', 'First Name')),
		lastName: shownName(fields.text('lastName', 'Last Name')),
		nickname: shownName(fields.text('nickname', 'Nickname')),
		email: shownName(fields.text('email', 'Email')),
		image: httpUrl(fields.text('imageUrl', 'Image URL')),
	};
}

/** Longer than names and email addresses are, in characters. */
const MAX_NAME_LENGTH = 255;

const shownName = (name: string): string => beginningOf(visible(name), MAX_NAME_LENGTH);
