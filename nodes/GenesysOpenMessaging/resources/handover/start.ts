import { parseAttributes } from '../../../../genesys/openMessaging/customAttributes';
import { startHandover } from '../../../../genesys/openMessaging/handover';
import type { Customer } from '../../../../genesys/openMessaging/inbound';
import { beginningOf, visible } from '../../../../genesys/openMessaging/text';
import { parseTranscript } from '../../../../genesys/openMessaging/transcript';
import { httpUrl } from '../../../../genesys/urls';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import { customerIdTypeOf, messageIdOf, sentMessages } from '../../../shared/customerMessages';
import { sentInTurn } from '../../../shared/customerTurn';
import {
	customerIdTypeProperty,
	groupProperty,
	messageIdProperty,
	namedProperty,
	optionsProperty,
	queueProperty,
	senderProperties,
} from '../../../shared/descriptions';
import { isOn, parametersOf, type ParameterReader } from '../../../shared/parameters';
import { routingName } from '../../../shared/routingNames';
import { impatientClient } from '../../../shared/transport';
import { attachmentsOf, attachmentsProperty, binaryFieldProperty } from '../message/attachments';
import { isTool, type Operation } from '../operation';

const WHAT = 'Start handover';

export const start: Operation = {
	name: 'Start',
	description: 'Hand the conversation over to an agent, with what the bot knows',
	action: 'Start handover',
	toolDescription: 'Hands this chat over to a human agent. Use it when the customer asks for a human, is upset, or needs something that you cannot do or do not know. Do not use it twice in the same chat. State the reason in one or two sentences. If the result contains sayNothingMore, the agent now talks to the customer: write nothing else, not even a goodbye. If it fails, be honest that no agent could be reached.',
	properties: [
		...senderProperties,
		{
			displayName: 'Text', name: 'text', type: 'string', typeOptions: { rows: 3 }, default: '', required: true,
			placeholder: 'e.g. I was charged twice for order 4711',
			description: "Customer's question or the reason for the handover, which the agent reads first",
		},
		queueProperty("Queue that the conversation waits in. If empty, it goes to the flow's default queue.", false),
		{
			displayName: 'Transcript', name: 'transcript', type: 'string', typeOptions: { rows: 3 }, default: '',
			placeholder: 'e.g. {{ $json.transcript }}',
			description: 'Conversation so far, shown to the agent below the text, as an array of { role, text, time } or as text',
		},
		{
			displayName: 'Summary', name: 'summary', type: 'string', typeOptions: { rows: 3 }, default: '',
			placeholder: 'e.g. Wants a refund for order 4711',
			description: 'Short summary for the agent, shown below the text',
		},
		groupProperty('Customer', 'Add Detail', [
			{ displayName: 'Email', name: 'email', type: 'string', placeholder: 'e.g. name@example.com', default: '' },
			{ displayName: 'First Name', name: 'firstName', type: 'string', default: '' },
			{
				displayName: 'Image URL', name: 'imageUrl', type: 'string', default: '', placeholder: 'e.g. https://example.com/ada.png',
				description: "URL of the customer's picture, which must start with http or https",
			},
			{ displayName: 'Last Name', name: 'lastName', type: 'string', default: '' },
			{ displayName: 'Nickname', name: 'nickname', type: 'string', default: '' },
			{
				displayName: 'Phone', name: 'phone', type: 'string', default: '', placeholder: 'e.g. +1 555 0100',
				description: 'Phone number, which the flow and the agent read from the attribute "phone"',
			},
		]),
		groupProperty('Routing', 'Add Routing', [
			namedProperty(['Language', 'language', 'getLanguages', 'e.g. German'], 'Language skill that the agent needs'),
			{
				displayName: 'Priority', name: 'priority', type: 'number', default: 0,
				description: 'Priority in the queue; conversations with a higher number are answered first',
			},
			namedProperty(['Skills', 'skills', 'getSkills', 'e.g. Refunds'], 'ACD skills that the agent needs; the flow from Setup: Provision uses the first five', {
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Skill' },
			}),
		]),
		optionsProperty([
			attachmentsProperty,
			{
				displayName: 'Custom Attributes', name: 'customAttributes', type: 'json', default: '{\n  "orderNumber": ""\n}',
				description: 'Data for the flow and the agent as key-value pairs. In Architect, Get Participant Data reads them by key.',
			},
			customerIdTypeProperty,
			binaryFieldProperty,
			messageIdProperty,
			{
				displayName: 'Send Profile', name: 'sendProfile', type: 'boolean', default: true,
				description: "Whether to send the customer's name, email, phone, and picture to Genesys Cloud in addition to the ID",
			},
		]),
	],

	execute: sentInTurn(async (context, client, itemIndex) => {
		const parameters = parametersOf(context, itemIndex);
		const [profile, routing, options] = ['customer', 'routing', 'options'].map((group) => parameters.fields(group));
		const sendsProfile = isOn(options.value('sendProfile', true));
		const given = {
			customer: {
				id: parameters.requiredId('customerId', 'Customer ID'),
				idType: customerIdTypeOf(options),
				...(sendsProfile && profileIn(profile)),
			},
			text: parameters.requiredWrittenText('text', 'Text'),
			attachments: await attachmentsOf(context, options, itemIndex),
			priority: routing.text('priority', 'Priority'),
			phone: sendsProfile ? profile.text('phone', 'Phone') : '',
			customAttributes: parseAttributes(options.value('customAttributes')),
			transcript: parseTranscript(parameters.value('transcript')),
			summary: parameters.text('summary', 'Summary'),
			messageId: messageIdOf(context, itemIndex, options),
		};
		const [integrationId, queueName, language, ...skills] = await Promise.all([
			integrationIdOf(context, client, itemIndex),
			routingName(context, 'queue', parameters.pickedName('queue', 'Queue'), WHAT),
			routingName(context, 'language', routing.pickedName('language', 'Language'), WHAT),
			...routing.pickedNames('skills', 'Skills').map(async (skill) => await routingName(context, 'skill', skill, WHAT)),
		]);
		const calls = { client, impatient: impatientClient(context), sent: sentMessages };
		const handover = await startHandover(calls, { ...given, integrationId, queueName, language, skills: skills.join(', ') });
		const { droppedAttributes, incompleteTranscript } = handover;
		const problems = [
			droppedAttributes && `These attributes exceeded Genesys Cloud's size limit and weren't sent: ${droppedAttributes.join(', ')}. Send fewer or shorter attributes.`,
			incompleteTranscript && `The handover started, but the agent doesn't see the entire transcript. ${incompleteTranscript}`,
		];
		context.addExecutionHints(...problems.flatMap((message) => (message ? [{ message, type: 'warning' as const, location: 'outputPane' as const }] : [])));
		return { ...handover, ...(isTool(context) && { sayNothingMore: true }) };
	}),
};

function profileIn(fields: ParameterReader): Partial<Customer> {
	return {
		firstName: shownName(fields.text('firstName', 'First Name')),
		lastName: shownName(fields.text('lastName', 'Last Name')),
		nickname: shownName(fields.text('nickname', 'Nickname')),
		email: shownName(fields.text('email', 'Email')),
		image: httpUrl(fields.text('imageUrl', 'Image URL')),
	};
}

/** More characters than any name or email address has. */
const MAX_NAME_LENGTH = 255;

const shownName = (name: string): string => beginningOf(visible(name), MAX_NAME_LENGTH);
