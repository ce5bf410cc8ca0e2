import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { onlyKeys } from './fields.mts';

const KEYS = [
	'name',
	'description',
	'division',
	'startUpRef',
	'defaultLanguage',
	'supportedLanguages',
	'variables',
	'settingsErrorHandling',
	'states',
];

/** Languages and error handling in public exports of message flows. */
const LANGUAGE = { defaultLanguageSkill: { noValue: true } };
const ERROR_HANDLING = { errorHandling: { disconnect: { none: true } } };

const isLike = (value: unknown, shape: JsonObject): boolean => JSON.stringify(value) === JSON.stringify(shape);

/**
 * Validates a flow's settings other than variables and states.
 * @throws Error for an unknown key, or one in the format of another type of flow
 */
export function checkSettings(fields: JsonObject): void {
	onlyKeys(fields, KEYS);
	const { defaultLanguage, supportedLanguages = {}, settingsErrorHandling } = fields;
	if (!isObject(supportedLanguages)) throw new Error('supportedLanguages: an object is needed.');
	for (const [language, settings] of Object.entries(supportedLanguages)) {
		if (isLike(settings, LANGUAGE)) continue;
		throw new Error(`supportedLanguages: ${language} is written as ${JSON.stringify(LANGUAGE)} in a message flow.`);
	}
	const isSupported = Object.hasOwn(supportedLanguages, String(defaultLanguage));
	if (defaultLanguage !== undefined && !isSupported && Object.keys(supportedLanguages).length > 0) {
		throw new Error(`The default language ${String(defaultLanguage)} is not among the supported languages.`);
	}
	if (settingsErrorHandling === undefined || isLike(settingsErrorHandling, ERROR_HANDLING)) return;
	throw new Error(`settingsErrorHandling is written as ${JSON.stringify(ERROR_HANDLING)} in a message flow.`);
}
