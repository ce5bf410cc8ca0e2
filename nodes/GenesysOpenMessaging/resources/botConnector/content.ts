import type { INodeProperties } from 'n8n-workflow';
import { BOT_STATES, checkedAnswer, type Answer } from '../../../../genesys/botConnector/answer';
import { SLOT_TYPES } from '../../../../genesys/botConnector/bot';
import { attachmentMessage, cardsMessage, quickRepliesMessage, readMessages, REPLY_MEDIA_TYPES, textMessage } from '../../../../genesys/botConnector/replyMessages';
import { slotEntries, type SlotEntry } from '../../../../genesys/botConnector/slots';
import { InvalidInputError } from '../../../../genesys/errors';
import { asNumber, asObject, asObjects, type JsonObject } from '../../../../genesys/json';
import type { ParameterReader } from '../../../shared/parameters';
import type { Utterance } from '../../../shared/utterance';

/** What a bot says, in the panels of Reply and Send Later. */

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
			{ name: 'Postback', value: 'Postback', description: 'Sends its payload to the bot' },
		],
		description: 'What a click does',
	},
	text('Text', 'text', 'e.g. Order', 'Label of the button'),
	{
		...text('Payload', 'payload', 'e.g. order-4711', 'What the bot gets as buttonResponse.payload. Empty, the text.'),
		displayOptions: { show: { type: ['Postback'] } },
	},
	{ ...text('URL', 'url', 'e.g. https://example.com/shop', 'The https URL to open'), displayOptions: { show: { type: ['Link'] } } },
], 'At least one. Buttons with the same text need different payloads, across all cards.');

const onlyFor = (state: string) => ({ show: { botState: [state] } });

export const contentProperties: INodeProperties[] = [
	{
		displayName: 'State', name: 'botState', type: 'options', default: 'MoreData',
		options: [
			{ name: 'Complete', value: 'Complete', description: 'The bot is done: the flow goes on at the output of the intent' },
			{ name: 'Failed', value: 'Failed', description: 'The bot cannot go on: the flow takes its failure path' },
			{ name: 'More Data', value: 'MoreData', description: 'The session goes on: the next message comes to the bot again' },
		],
		description: 'What happens to the session',
	},
	{
		displayName: 'Text', name: 'text', type: 'string', typeOptions: { rows: 3 }, default: '',
		placeholder: 'e.g. What is your order number?',
		description: 'What the customer reads',
	},
	{
		...text('Intent', 'intent', 'e.g. Escalate', "Name of one of the bot's intents, exactly as in the trigger: the output that the flow takes"),
		required: true, displayOptions: onlyFor('Complete'),
	},
	{ ...text('Error Code', 'errorCode', 'e.g. order.system.down', 'For the failure path of the flow'), displayOptions: onlyFor('Failed') },
	{ ...text('Error Message', 'errorMessage', 'e.g. The order system does not answer', 'For the failure path of the flow'), displayOptions: onlyFor('Failed') },
	listProperty('Quick Replies', 'quickReplies', 'Add Quick Reply', [
		text('Text', 'text', 'e.g. Yes', 'Label of the button'),
		text('Payload', 'payload', 'e.g. confirm-order-4711', 'What the bot gets as buttonResponse.payload. Empty, the text.'),
		text('Image URL', 'image', 'e.g. https://example.com/yes.png', 'The https URL of a picture on the button'),
	], 'Answers to pick from, below the text'),
	listProperty('Cards', 'cards', 'Add Card', [
		text('Title', 'title', 'e.g. Blue mug', 'Heading of the card'),
		text('Description', 'description', 'e.g. Holds 300 ml', 'Text below the title'),
		text('Image URL', 'image', 'e.g. https://example.com/mug.png', 'The https URL of a picture'),
		actions,
		text('Default Link', 'defaultLink', 'e.g. https://example.com/mug', 'The https URL that a click on the card itself opens'),
		text('Video URL', 'video', 'e.g. https://example.com/mug.mp4', 'The https URL of a video'),
	], 'One is shown as a card, several as a carousel'),
	listProperty('Attachments', 'attachments', 'Add Attachment', [
		text('URL', 'url', 'e.g. https://example.com/invoice.pdf', 'The https URL of the file'),
		{
			displayName: 'Media Type', name: 'mediaType', type: 'options', default: '',
			options: [{ name: 'Automatic', value: '' }, ...REPLY_MEDIA_TYPES.map((value) => ({ name: value, value }))],
			description: 'How the customer sees it. Automatic goes by the file name.',
		},
		text('Filename', 'filename', 'e.g. invoice.pdf', 'Empty, the name at the end of the URL'),
		text('MIME Type', 'mime', 'e.g. application/pdf', 'Empty, the type of the file name'),
	], 'Digital Bot Connector only, with Enable File Attachments on in its integration'),
	listProperty('Slots', 'slots', 'Add Slot', [
		text('Name', 'name', 'e.g. orderNumber', 'As in the trigger'),
		text('Value', 'value', 'e.g. 4711', 'Empty, the slot is not filled. For a collection, a list.'),
		{
			displayName: 'Type', name: 'type', type: 'options', default: '',
			options: [{ name: 'As in the Trigger', value: '' }, ...SLOT_TYPES.map((value) => ({ name: value.replace('Collection', ' Collection'), value }))],
			description: 'Needed only where the trigger is not in this workflow',
		},
	], 'What the bot has found out, for the flow'),
	listProperty('Output Parameters', 'outputParameters', 'Add Parameter', [
		text('Name', 'name', 'e.g. summary', 'Name of the session variable in Architect'),
		text('Value', 'value', 'e.g. Wants a refund', 'Sent as text; an object or a list as JSON text'),
	], 'Session variables that the action in Architect reads'),
];

/** What belongs under Options, for both operations. */
export const contentOptions = {
	confidence: {
		displayName: 'Confidence', name: 'confidence', type: 'number', default: 1,
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		description: 'How sure the bot is of the intent, from 0 to 1',
	},
	replyMessages: {
		displayName: 'Reply Messages', name: 'replyMessages', type: 'json', default: '[]',
		description: "Further messages, as a list in Genesys Cloud's own shape: for quick replies and cards that an expression makes from data",
	},
	slotsJson: {
		displayName: 'Slots (JSON)', name: 'slotsJson', type: 'json', default: '{}',
		description: 'Further slots, as an object such as { "orderNumber": "4711" }',
	},
} satisfies Record<string, INodeProperties>;

/** @throws InvalidInputError for what Genesys Cloud would refuse, or end the session for */
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
		throw new InvalidInputError('Text', 'The reply has no content, so the customer would wait for one', 'Fill in "Text". If it is an expression, check that the incoming item has the field it names.');
	}
	if (generation === 'botConnector' && answer.messages.some(({ content }) => content?.some(({ contentType }) => contentType === 'Attachment'))) {
		throw new InvalidInputError('Attachments', 'The Bot Connector sends no attachments', 'Put the URL into "Text", or use the Digital Bot Connector.');
	}
	return answer;
}

/** Quick replies come last: channels take them away when something follows. */
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

/** The rows of a list that somebody has filled in. */
function rows(parameters: ParameterReader, name: string): JsonObject[] {
	return valuesIn(parameters.value(name, {}));
}

/** An expression may give the rows themselves. */
function valuesIn(collection: unknown): JsonObject[] {
	const given = asObjects(Array.isArray(collection) ? collection : asObject(collection)?.values);
	return given.filter((row) => Object.entries(row).some(([key, value]) => !PRESET.includes(key) && value !== '' && value !== undefined && value !== null));
}

/** Fields that have a value as soon as a row is added. */
const PRESET = ['type', 'mediaType'];

function confidenceIn(options: ParameterReader): number | undefined {
	const given = options.value('confidence');
	if (given === '' || given === null) return undefined;
	const confidence = asNumber(given);
	if (confidence !== undefined && confidence >= 0 && confidence <= 1) return confidence;
	throw new InvalidInputError('Confidence', '"Confidence" is not a number from 0 to 1', 'Give a number such as 0.8.');
}
