import { InvalidInputError, shown } from '../errors';
import { withoutUndefined } from '../json';

/** `botConnector` is Genesys' first generation (v1, "Legacy" in its help), `digitalBotConnector` the second (v2). */
export const GENERATIONS = ['botConnector', 'digitalBotConnector'] as const;
export type Generation = (typeof GENERATIONS)[number];

const SINGLE_SLOT_TYPES = ['String', 'Integer', 'Decimal', 'Duration', 'Boolean', 'Currency', 'Datetime'] as const;
export type SingleSlotType = (typeof SINGLE_SLOT_TYPES)[number];
export type SlotType = SingleSlotType | `${SingleSlotType}Collection`;
/** Both generations accept this spelling (source: Genesys' blueprint and the Digital Bot Connector specification). */
export const SLOT_TYPES: readonly SlotType[] = [...SINGLE_SLOT_TYPES, ...SINGLE_SLOT_TYPES.map((type) => `${type}Collection` as const)];

export interface SlotDefinition {
	name: string;
	type: SlotType;
}

/** A way the bot can end its session. In Architect, each is an output of the action. */
export interface IntentDefinition {
	name: string;
	slots: SlotDefinition[];
}

/** A bot described by the trigger. All versions have the same languages and intents. */
export interface Bot {
	id: string;
	name: string;
	description?: string;
	versions: string[];
	languages: string[]; // Lowercase codes from Architect's list. Genesys has no fallback language.
	intents: IntentDefinition[];
}

/**
 * The Bot Connector ends a session after more than three answers with the same intent and unchanged slots. Answers that keep the
 * session open therefore alternate between these two, which are registered along with the bot's own intents.
 */
export const NEUTRAL_INTENTS = ['MoreData 1', 'MoreData 2'] as const;

/** Source: SDK models BotConnectorBot, BotConnectorBotVersion, BotIntent, BotSlot; v2: Digital Bot Connector customer API spec. */
export const BOT_LIMITS = { name: 100, description: 256, versions: 50, intents: 50, slots: 50, bots: 50 } as const;

const PROVIDER = 'n8n'; // For Genesys' analytics.

/** The bot in the format of `PUT /api/v2/integrations/botconnector/{integrationId}/bots`. */
export function toListedBot({ id, name, description, versions, languages, intents }: Bot): { id: string } {
	const ofVersion = {
		supportedLanguages: languages,
		intents: [
			...intents.map((intent) => ({ name: intent.name, slots: Object.fromEntries(intent.slots.map((slot) => [slot.name, { ...slot }])) })),
			...NEUTRAL_INTENTS.map((neutral) => ({ name: neutral, slots: {} })),
		],
	};
	return withoutUndefined({ id, name, description, versions: versions.map((version) => ({ version, ...ofVersion })) });
}

/** The bot in the format that Genesys fetches from `GET …/bots` (in `entities`) and `GET …/bots/{id}`. */
export function toServedBot({ id, name, description, versions, languages, intents }: Bot): { id: string } {
	const ofVersion = {
		supportedLanguages: languages,
		intents: intents.map((intent) => ({ name: intent.name, entities: intent.slots.map((slot) => ({ ...slot })) })),
	};
	return withoutUndefined({ id, name, provider: PROVIDER, description, versions: versions.map((version) => ({ version, ...ofVersion })) });
}

/** @throws InvalidInputError for a field that Genesys would reject */
export function checkBot(bot: Bot, generation: Generation): void {
	checkName('Bot ID', bot.id);
	// Genesys Cloud uses it in a URL path.
	if (/[/\\?#%]/.test(bot.id)) throw refused('Bot ID', "contains a character that isn't allowed in a URL path", 'Use letters, digits, hyphens, and dots.');
	checkName('Bot Name', bot.name);
	if ((bot.description?.length ?? 0) > BOT_LIMITS.description) {
		throw tooLong('Bot Description', bot.description?.length ?? 0, BOT_LIMITS.description);
	}
	if (bot.versions.length === 0) throw refused('Bot Version', 'is empty', 'Fill in "Bot Version", for example with 1.');
	checkList('Bot Version', bot.versions, BOT_LIMITS.versions);
	checkLanguages(bot.languages);
	checkIntents(bot.intents, generation);
}

function checkLanguages(languages: string[]): void {
	if (languages.length === 0) throw refused('Languages', 'is empty', 'Select the language of the Architect flow that calls the bot. Genesys Cloud has no fallback language.');
	checkUnique('Languages', languages);
	for (const language of languages) {
		if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(language)) continue;
		throw refused('Languages', `contains "${shown(language)}"`, 'Use lowercase language codes from Architect, such as en-us or de.');
	}
}

function checkIntents(intents: IntentDefinition[], generation: Generation): void {
	const own = generation === 'botConnector' ? NEUTRAL_INTENTS.length : 0;
	const names = intents.map(({ name }) => name);
	if (names.length === 0) {
		throw refused('Intents', 'is empty', 'Add at least one intent, such as Escalate. A bot ends its session with an intent, and each is a path of the Architect action.');
	}
	checkList('Intents', names, BOT_LIMITS.intents - own);
	const reserved = names.find((name) => NEUTRAL_INTENTS.some((neutral) => neutral.toLowerCase() === name.toLowerCase()));
	if (own > 0 && reserved !== undefined) {
		throw refused('Intents', `contains "${reserved}"`, 'The trigger uses this intent to keep sessions open. Rename yours.');
	}
	for (const { name, slots } of intents) {
		checkList(`Slots of the intent ${shown(name)}`, slots.map((slot) => slot.name), BOT_LIMITS.slots);
		const wrong = slots.find(({ type }) => !SLOT_TYPES.includes(type));
		if (wrong) throw refused('Slots', `has the unknown type "${shown(String(wrong.type))}" for "${shown(wrong.name)}"`, `Use one of ${SLOT_TYPES.join(', ')}.`);
	}
}

function checkList(field: string, names: string[], max: number): void {
	if (names.length > max) throw refused(field, `has ${names.length} entries`, `Genesys Cloud allows ${max}. Remove some.`);
	for (const name of names) checkName(field, name);
	checkUnique(field, names);
}

/** Rejects names that differ only in case. Genesys would accept them, but users would confuse them. */
function checkUnique(field: string, names: string[]): void {
	const twice = names.find((name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) !== index);
	if (twice !== undefined) throw refused(field, `contains "${shown(twice)}" twice`, 'Use a different name for each.');
}

function checkName(field: string, name: string): void {
	if (name === '') throw refused(field, 'is empty', `Enter "${field}".`);
	if (name.length > BOT_LIMITS.name) throw tooLong(field, name.length, BOT_LIMITS.name);
	if (/^\s|\s$/u.test(name)) throw refused(field, `"${shown(name)}" starts or ends with a space`, 'Remove the space.');
	if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)) throw refused(field, 'contains an invisible character', 'Enter it again without line breaks or invisible characters.');
}

function tooLong(field: string, length: number, max: number): InvalidInputError {
	return refused(field, `has ${length} characters`, `Genesys Cloud allows ${max}. Shorten it.`);
}

function refused(field: string, what: string, advice: string): InvalidInputError {
	return new InvalidInputError(field, `"${field}" ${what}`, advice);
}
