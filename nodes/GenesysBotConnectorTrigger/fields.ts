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
		{ name: 'Bot Connector', value: 'botConnector', description: 'For the integration Genesys Bot Connector and the Architect action Call Bot Connector' },
		{ name: 'Digital Bot Connector', value: 'digitalBotConnector', description: 'For the integration Genesys Digital Bot Connector and the Architect action Call Digital Bot Connector' },
	],
	description: 'Genesys Cloud integration that calls this bot',
};

const notices: INodeProperties[] = [
	{
		displayName: "In the Genesys Cloud integration, enter the production URL above as the Bot Connector Handle Utterance URI, and add the credential's header as a credential field.",
		name: 'handleUtteranceUriNotice', type: 'notice', default: '', ...ofBotConnector,
	},
	{
		displayName: "In the Genesys Cloud integration, enter the production URL above as the Bot Connector URI with its last segment repeated: …/webhook/1a2b becomes …/webhook/1a2b/1a2b. Enter the credential's header as the connection secret.",
		name: 'botConnectorUriNotice', type: 'notice', default: '', ...ofDigitalBotConnector,
	},
];

const slots: INodeProperties = {
	displayName: 'Slots', name: 'slots', type: 'fixedCollection', typeOptions: { multipleValues: true }, placeholder: 'Add Slot', default: {},
	description: 'Values that the bot collects for this intent, up to 50. Each is an output of the Architect action.',
	options: [
		{
			displayName: 'Values', name: 'values',
			values: [
				{ displayName: 'Name', name: 'name', type: 'string', default: '', required: true, placeholder: 'e.g. orderNumber', description: 'Name of the slot, up to 100 characters' },
				{ displayName: 'Type', name: 'type', type: 'options', default: 'String', options: SLOT_TYPES.map((type) => ({ name: type, value: type })), description: 'Type of the Architect variable' },
			],
		},
	],
};

const bot: INodeProperties[] = [
	{
		displayName: 'Bot ID', name: 'botId', type: 'string', default: '', required: true, placeholder: 'e.g. order-bot',
		description: 'Case-sensitive ID of your choice that identifies the bot in Genesys Cloud, up to 100 characters',
	},
	{
		displayName: 'Bot Name', name: 'botName', type: 'string', default: '', required: true, placeholder: 'e.g. Order bot',
		description: 'Name shown in Architect, up to 100 characters',
	},
	{
		displayName: 'Bot Description', name: 'botDescription', type: 'string', default: '', placeholder: 'e.g. Answers questions about orders',
		description: 'Purpose of the bot, up to 256 characters',
	},
	{
		displayName: 'Bot Version', name: 'botVersion', type: 'string', default: '1', required: true, placeholder: 'e.g. 1',
		description: 'Version to select in Architect. Change it whenever intents or slots change, because published flows keep the previous ones.',
	},
	{
		displayName: 'Languages', name: 'languages', type: 'multiOptions', default: ['en-us'], required: true, options: [...LANGUAGES],
		description: 'Languages of the Architect flows that call the bot, as lowercase codes if set with an expression',
	},
	{
		displayName: 'Intents', name: 'intents', type: 'fixedCollection', typeOptions: { multipleValues: true }, placeholder: 'Add Intent', default: {}, required: true,
		description: 'Ways the bot can end its session, such as Escalate. Each is a path of the Architect action.',
		options: [
			{
				displayName: 'Values', name: 'values',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '', required: true, placeholder: 'e.g. Escalate', description: 'Name of the intent, up to 100 characters' },
					slots,
				],
			},
		],
	},
];

const integration = (more: Partial<INodeProperties>): INodeProperties => ({
	displayName: 'Integration', name: 'integrationId', type: 'resourceLocator', default: { mode: 'list', value: '' },
	description: 'Bot Connector integration (in Genesys Cloud: Admin › Integrations)',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'getBotConnectors', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e' },
	],
	...more,
});

const registration: INodeProperties[] = [
	{
		displayName: 'Register Bot', name: 'registerBot', type: 'boolean', default: true, ...ofBotConnector,
		description: "Whether to keep the bot in the integration's bot list while the workflow is published, without changing other bots",
	},
	integration({ required: true, displayOptions: { show: { generation: ['botConnector'], registerBot: [true] } } }),
	integration({
		...ofDigitalBotConnector,
		hint: 'Optional: if set, publishing checks whether Genesys Cloud has fetched the bot and logs a warning if not',
	}),
];

const holdingText: INodeProperties = {
	displayName: 'Holding Text', name: 'holdingText', type: 'string', default: 'One moment, please.', placeholder: 'e.g. One moment, please.',
	description: 'Message for the customer if the workflow takes longer than Answer Within or waits. If empty, nothing is sent.',
};

const answerWithin = (generation: keyof typeof LIMITS, { byDefault, max }: { byDefault: number; max: number }): INodeProperties => ({
	displayName: 'Answer Within (Seconds)', name: 'answerWithin', type: 'number', default: byDefault,
	typeOptions: { minValue: 1, maxValue: max },
	displayOptions: { show: { '/generation': [generation] } },
	description: "How long to wait for the workflow before sending the holding text. Must be less than Genesys Cloud's own timeout.",
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
