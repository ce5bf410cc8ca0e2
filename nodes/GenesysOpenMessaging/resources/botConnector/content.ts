import type { INodeProperties } from 'n8n-workflow';
import { BOT_STATES, checkedAnswer, type Answer } from '../../../../genesys/botConnector/answer';
import { SLOT_TYPES } from '../../../../genesys/botConnector/bot';
import { attachmentMessage, cardsMessage, quickRepliesMessage, readMessages, REPLY_MEDIA_TYPES, textMessage } from '../../../../genesys/botConnector/replyMessages';
import { slotEntries, type SlotEntry } from '../../../../genesys/botConnector/slots';
import { InvalidInputError } from '../../../../genesys/errors';
import { asNumber, asObject, asObjects, type JsonObject } from '../../../../genesys/json';
import type { ParameterReader } from '../../../shared/parameters';
import type { Utterance } from '../../../shared/utterance';

/** Parameters for the bot's message in Reply and Send Later. */

function listProperty(displayName: string, name: string, placeholder: string, values: INodeProperties[], description: string): INodeProperties {
	return {
		displayName, name, type: 'fixedCollection', placeholder, default: {}, description,
		typeOptions: { multipleValues: true },
		options: [{ displayName: 'Values', name: 'values', values }],
	};
}

const text = (displayName: string, name: string, placeholder: string, description: string): INodeProperties => ({
	displayName, name, type: 'string', default: '', placeholder, description,
});

const actions = listProperty('Actions', 'actions', 'Add Action', [
	{
		displayName: 'Type', name: 'type', type: 'options', default: 'Postback',
		options: [
			{ name: 'Link', value: 'Link', description: 'Opens a URL' },
			{ name: 'Postback', value: 'Postback', description: 'Sends the payload to the bot' },
		],
		description: 'Effect of a click',
	},
	text('Text', 'text', 'e.g. Order', 'Label of the button'),
	{
		...text('Payload', 'payload', 'e.g. order-4711', 'Value the bot receives as buttonResponse.payload, or empty to use the text'),
		displayOptions: { show: { type: ['Postback'] } },
	},
	{ ...text('URL', 'url', 'e.g. https://example.com/shop', 'HTTPS URL to open'), displayOptions: { show: { type: ['Link'] } } },
], 'At least one action. Buttons with the same text need different payloads, even on different cards.');

const onlyFor = (state: string) => ({ show: { botState: [state] } });

export const contentProperties: INodeProperties[] = [
	{
		displayName: 'State', name: 'botState', type: 'options', default: 'MoreData',
		options: [
			{ name: 'Complete', value: 'Complete', description: "End the session and continue the flow on the intent's path" },
			{ name: 'Failed', value: 'Failed', description: 'End the session and continue the flow on its failure path' },
			{ name: 'More Data', value: 'MoreData', description: "Keep the session open for the customer's next message" },
		],
		description: 'What happens to the session after the reply',
	},
	{
		displayName: 'Text', name: 'text', type: 'string', typeOptions: { rows: 3 }, default: '',
		placeholder: 'e.g. What is your order number?',
		description: 'Message for the customer',
	},
	{
		...text('Intent', 'intent', 'e.g. Escalate', "Intent that determines the flow's path, exactly as named in the trigger"),
		required: true, displayOptions: onlyFor('Complete'),
	},
	{ ...text('Error Code', 'errorCode', 'e.g. order.system.down', "Code for the flow's failure path"), displayOptions: onlyFor('Failed') },
	{ ...text('Error Message', 'errorMessage', 'e.g. The order system is down', "Message for the flow's failure path"), displayOptions: onlyFor('Failed') },
	listProperty('Quick Replies', 'quickReplies', 'Add Quick Reply', [
		text('Text', 'text', 'e.g. Yes', 'Button label'),
		text('Payload', 'payload', 'e.g. confirm-order-4711', 'Value the bot receives as buttonResponse.payload, or empty to use the text'),
		text('Image URL', 'image', 'e.g. https://example.com/yes.png', 'HTTPS URL of an image on the button'),
	], 'Buttons with suggested answers below the text'),
	listProperty('Cards', 'cards', 'Add Card', [
		text('Title', 'title', 'e.g. Blue mug', 'Title of the card'),
		text('Description', 'description', 'e.g. Holds 300 ml', 'Text below the title'),
		text('Image URL', 'image', 'e.g. https://example.com/mug.png', 'HTTPS URL of an image'),
		actions,
		text('Default Link', 'defaultLink', 'e.g. https://example.com/mug', 'HTTPS URL to open when the customer clicks the card'),
		text('Video URL', 'video', 'e.g. https://example.com/mug.mp4', 'HTTPS URL of a video'),
	], 'Cards to show, as a carousel if there are several'),
	listProperty('Attachments', 'attachments', 'Add Attachment', [
		text('URL', 'url', 'e.g. https://example.com/invoice.pdf', 'HTTPS URL of the file'),
		{
			displayName: 'Media Type', name: 'mediaType', type: 'options', default: '',
			options: [{ name: 'Automatic', value: '' }, ...REPLY_MEDIA_TYPES.map((value) => ({ name: value, value }))],
			description: "How to show the file. Automatic decides by the file's name.",
		},
		text('Filename', 'filename', 'e.g. invoice.pdf', 'Name of the file, or empty to use the name in the URL'),
		text('MIME Type', 'mime', 'e.g. application/pdf', 'Type of the file, or empty to determine it from the name'),
	], 'Files to send (Digital Bot Connector only, with Enable File Attachments turned on in the integration)'),
	listProperty('Slots', 'slots', 'Add Slot', [
		text('Name', 'name', 'e.g. orderNumber', 'Name of the slot, as in the trigger'),
		text('Value', 'value', 'e.g. 4711', 'Value of the slot (a list for a collection), or empty to leave it unfilled'),
		{
			displayName: 'Type', name: 'type', type: 'options', default: '',
			options: [{ name: 'As in the Trigger', value: '' }, ...SLOT_TYPES.map((value) => ({ name: value.replace('Collection', ' Collection'), value }))],
			description: 'Type of the slot, required only if the trigger is in another workflow',
		},
	], 'Values that the bot has collected for the flow'),
	listProperty('Output Parameters', 'outputParameters', 'Add Parameter', [
		text('Name', 'name', 'e.g. summary', 'Name of the session variable in Architect'),
		text('Value', 'value', 'e.g. Wants a refund', 'Value to send as text, with objects and lists as JSON'),
	], 'Session variables to return to the Architect action'),
];

/** Options of both operations. */
export const contentOptions = {
	confidence: {
		displayName: 'Confidence', name: 'confidence', type: 'number', default: 1,
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		description: 'Confidence in the intent, from 0 to 1',
	},
	replyMessages: {
		displayName: 'Reply Messages', name: 'replyMessages', type: 'json', default: '[]',
		description: 'Additional messages as a list in Genesys Cloud format, for example quick replies or cards built by an expression',
	},
	slotsJson: {
		displayName: 'Slots (JSON)', name: 'slotsJson', type: 'json', default: '{}',
		description: 'Additional slots as an object, such as { "orderNumber": "4711" }',
	},
} satisfies Record<string, INodeProperties>;

/** @throws InvalidInputError for content that Genesys Cloud would reject or end the session for */
export function answerIn(parameters: ParameterReader, { generation, intents }: Pick<Utterance, 'generation' | 'intents'>): Answer {
	const options = parameters.fields('options');
	const botState = parameters.choice('botState', 'State', BOT_STATES, 'MoreData');
	const isFailed = botState === 'Failed';
	const answer = checkedAnswer(
		{
			botState,
			messages: [...messagesIn(parameters), ...readMessages(options.value('replyMessages'))],
			intent: botState === 'Complete' ? parameters.text('intent', 'Intent') : undefined,
			confidence: confidenceIn(options),
			slots: [...slotsIn(parameters), ...slotEntries(options.value('slotsJson'))],
			parameters: Object.fromEntries(rows(parameters, 'outputParameters').map(({ name, value }) => [name, value])),
			error: isFailed ? { code: parameters.text('errorCode', 'Error Code'), message: parameters.text('errorMessage', 'Error Message') } : undefined,
		},
		intents,
	);
	if (botState === 'MoreData' && answer.messages.length === 0) {
		throw new InvalidInputError('Text', 'The reply has no content', 'Enter "Text". If it\'s an expression, check that the incoming item has the field.');
	}
	if (generation === 'botConnector' && answer.messages.some(({ content }) => content?.some(({ contentType }) => contentType === 'Attachment'))) {
		throw new InvalidInputError('Attachments', "The Bot Connector doesn't support attachments", 'Add the URL to "Text", or use the Digital Bot Connector.');
	}
	return answer;
}

/** Quick replies come last, since channels remove them when another message follows. */
function messagesIn(parameters: ParameterReader) {
	const said = parameters.writtenText('text', 'Text');
	const quickReplies = rows(parameters, 'quickReplies');
	const cards = rows(parameters, 'cards').map((card) => ({ ...card, actions: valuesIn(card.actions), defaultAction: { url: card.defaultLink } }));
	const attachments = rows(parameters, 'attachments').map((attachment) => attachmentMessage(attachment));
	return [
		...(said !== '' && quickReplies.length === 0 ? [textMessage(said)] : []),
		...(cards.length > 0 ? [cardsMessage(cards)] : []),
		...attachments,
		...(quickReplies.length > 0 ? [quickRepliesMessage(said, quickReplies)] : []),
	];
}

const slotsIn = (parameters: ParameterReader): SlotEntry[] => slotEntries(rows(parameters, 'slots'));

/** Rows of a list that have a value. */
function rows(parameters: ParameterReader, name: string): JsonObject[] {
	return valuesIn(parameters.value(name, {}));
}

/** Also accepts the rows themselves, as an expression can return them. */
function valuesIn(collection: unknown): JsonObject[] {
	const given = asObjects(Array.isArray(collection) ? collection : asObject(collection)?.values);
	return given.filter((row) => Object.entries(row).some(([key, value]) => !PRESET.includes(key) && value !== '' && value !== undefined && value !== null));
}

/** Fields that have a default value. */
const PRESET = ['type', 'mediaType'];

function confidenceIn(options: ParameterReader): number | undefined {
	const given = options.value('confidence');
	if (given === '' || given === null) return undefined;
	const confidence = asNumber(given);
	if (confidence !== undefined && confidence >= 0 && confidence <= 1) return confidence;
	throw new InvalidInputError('Confidence', '"Confidence" must be a number from 0 to 1', 'Enter a number such as 0.8.');
}
