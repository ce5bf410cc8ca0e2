import type { INodeProperties } from 'n8n-workflow';
import { SLOT_TYPES } from '../../genesys/botConnector/bot';
import { LANGUAGES } from '../../genesys/botConnector/languages';
import { groupProperty } from '../shared/descriptions';
import { LIMITS } from './limits';

const ofBotConnector = { displayOptions: { show: { generation: ['botConnector'] } } };
const ofDigitalBotConnector = { displayOptions: { show: { generation: ['digitalBotConnector'] } } };

const generationProperty: INodeProperties = {
	displayName: 'Generation', name: 'generation', type: 'options', default: 'botConnector', noDataExpression: true,
	options: [
		{ name: 'Bot Connector', value: 'botConnector', description: 'The integration Genesys Bot Connector, called by the action Call Bot Connector' },
		{ name: 'Digital Bot Connector', value: 'digitalBotConnector', description: 'The integration Genesys Digital Bot Connector, called by the action Call Digital Bot Connector' },
	],
	description: 'Which of the two integrations of Genesys Cloud calls this bot',
};

const notices: INodeProperties[] = [
	{
		displayName: 'In Genesys Cloud, enter the production URL above as the Bot Connector Handle Utterance URI of the integration, and the header of the credential as a credential field.',
		name: 'handleUtteranceUriNotice', type: 'notice', default: '', ...ofBotConnector,
	},
	{
		displayName: 'In Genesys Cloud, enter the production URL above as the Bot Connector URI of the integration, with its last part repeated: …/webhook/1a2b becomes …/webhook/1a2b/1a2b. Enter the header of the credential as the connection secret.',
		name: 'botConnectorUriNotice', type: 'notice', default: '', ...ofDigitalBotConnector,
	},
];

const slots: INodeProperties = {
	displayName: 'Slots', name: 'slots', type: 'fixedCollection', typeOptions: { multipleValues: true }, placeholder: 'Add Slot', default: {},
	description: 'What the bot finds out for this intent, at most 50. In Architect, each is an output of the action.',
	options: [
		{
			displayName: 'Values', name: 'values',
			values: [
				{ displayName: 'Name', name: 'name', type: 'string', default: '', required: true, placeholder: 'e.g. orderNumber', description: 'At most 100 characters' },
				{ displayName: 'Type', name: 'type', type: 'options', default: 'String', options: SLOT_TYPES.map((type) => ({ name: type, value: type })), description: 'Type of the variable in Architect' },
			],
		},
	],
};

const bot: INodeProperties[] = [
	{
		displayName: 'Bot ID', name: 'botId', type: 'string', default: '', required: true, placeholder: 'e.g. order-bot',
		description: 'ID of the bot in Genesys Cloud, yours to choose, at most 100 characters. Upper and lower case count.',
	},
	{
		displayName: 'Bot Name', name: 'botName', type: 'string', default: '', required: true, placeholder: 'e.g. Order bot',
		description: 'Name that Architect shows, at most 100 characters',
	},
	{
		displayName: 'Bot Description', name: 'botDescription', type: 'string', default: '', placeholder: 'e.g. Answers questions about orders',
		description: 'What the bot is for, at most 256 characters',
	},
	{
		displayName: 'Bot Version', name: 'botVersion', type: 'string', default: '1', required: true, placeholder: 'e.g. 1',
		description: 'Version to pick in Architect. When intents or slots change, choose a new one: published flows keep what they know of a version.',
	},
	{
		displayName: 'Languages', name: 'languages', type: 'multiOptions', default: ['en-us'], required: true, options: [...LANGUAGES],
		description: 'Languages of the Architect flows that call the bot. One that is not in this list can be given by an expression, in lower case.',
	},
	{
		displayName: 'Intents', name: 'intents', type: 'fixedCollection', typeOptions: { multipleValues: true }, placeholder: 'Add Intent', default: {}, required: true,
		description: 'How the bot can end its part, such as Escalate. In Architect, each is an output of the action; the bot names one when it is complete.',
		options: [
			{
				displayName: 'Values', name: 'values',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '', required: true, placeholder: 'e.g. Escalate', description: 'At most 100 characters' },
					slots,
				],
			},
		],
	},
];

const integration = (more: Partial<INodeProperties>): INodeProperties => ({
	displayName: 'Integration', name: 'integrationId', type: 'resourceLocator', default: { mode: 'list', value: '' },
	description: 'The Bot Connector integration (in Genesys Cloud: Admin › Integrations)',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'getBotConnectors', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e' },
	],
	...more,
});

const registration: INodeProperties[] = [
	{
		displayName: 'Register Bot', name: 'registerBot', type: 'boolean', default: true, ...ofBotConnector,
		description: 'Whether to add the bot to the list of the integration while the workflow is published. Other bots in the list stay as they are.',
	},
	integration({ required: true, displayOptions: { show: { generation: ['botConnector'], registerBot: [true] } } }),
	integration({
		...ofDigitalBotConnector,
		hint: 'Optional: publishing then checks what Genesys Cloud has pulled of the bot, and logs what is missing',
	}),
];

const holdingText: INodeProperties = {
	displayName: 'Holding Text', name: 'holdingText', type: 'string', default: 'One moment, please.', placeholder: 'e.g. One moment, please.',
	description: 'What the customer reads when the workflow takes longer than Answer Within, or waits for long. Empty sends nothing. The Digital Bot Connector delivers the answer later, the Bot Connector with the next message of the customer.',
};

const answerWithin = (generation: keyof typeof LIMITS, { byDefault, max }: { byDefault: number; max: number }): INodeProperties => ({
	displayName: 'Answer Within (Seconds)', name: 'answerWithin', type: 'number', default: byDefault,
	typeOptions: { minValue: 1, maxValue: max },
	displayOptions: { show: { '/generation': [generation] } },
	description: 'How long Genesys Cloud waits for the workflow before it gets the holding text. Stay below its own limit.',
});

const options = groupProperty('Options', 'Add Option', [
	answerWithin('botConnector', LIMITS.botConnector),
	answerWithin('digitalBotConnector', LIMITS.digitalBotConnector),
	{
		displayName: 'Further Versions', name: 'furtherVersions', type: 'string', typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Version' }, default: [],
		description: 'Versions that published flows still use, with the same languages and intents',
	},
]);

export const properties: INodeProperties[] = [generationProperty, ...notices, ...bot, ...registration, holdingText, options];
