import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { Bot, Generation, IntentDefinition, SlotType } from '../../genesys/botConnector/bot';
import { asObject, asObjects } from '../../genesys/json';
import { ParameterReader, trimmedText } from '../shared/parameters';

type Context = IHookFunctions | IWebhookFunctions;

export function parametersOf(context: Context): ParameterReader {
	return new ParameterReader((name, fallback) => context.getNodeParameter(name, fallback));
}

export function generationOf(context: Context): Generation {
	return parametersOf(context).value('generation') === 'digitalBotConnector' ? 'digitalBotConnector' : 'botConnector';
}

/** The bot described by the trigger's parameters, unchecked. @throws InvalidInputError for a value that isn't text */
export function botOf(context: Context): Bot {
	const parameters = parametersOf(context);
	const further = parameters.fields('options').value('furtherVersions', []);
	return {
		id: exact(parameters.value('botId'), 'Bot ID'),
		name: exact(parameters.value('botName'), 'Bot Name'),
		description: exact(parameters.value('botDescription'), 'Bot Description') || undefined,
		versions: textsIn([parameters.value('botVersion'), further], 'Bot Version'),
		languages: textsIn([parameters.value('languages', [])], 'Languages'),
		intents: intentsIn(parameters.value('intents', {})),
	};
}

/** Keeps surrounding spaces. Genesys Cloud rejects them, so they must appear in the error. */
function exact(value: unknown, displayName: string): string {
	return typeof value === 'string' ? value : trimmedText(value, displayName);
}

/** Reads a list of texts or a comma-separated text. */
function textsIn(values: unknown[], displayName: string): string[] {
	return values.flat().flatMap((value) => exact(value, displayName).split(',')).map((text) => text.trim()).filter((text) => text !== '');
}

function intentsIn(value: unknown): IntentDefinition[] {
	return asObjects(asObject(value)?.values).map(({ name, slots }) => ({
		name: exact(name, 'Intents'),
		slots: asObjects(asObject(slots)?.values).map((slot) => ({ name: exact(slot.name, 'Slots'), type: exact(slot.type, 'Slots') as SlotType })),
	}));
}
