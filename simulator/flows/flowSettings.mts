import { isObject } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { onlyKeys } from './fields.mts';

/** The flow types of Architect's YAML: what inbound messages are handled by, and what triggers start. */
export type YamlType = 'inboundShortMessage' | 'workflow';

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

/** What public exports of each type have for a language, and for an error of the flow. */
const LANGUAGE: Readonly<Record<YamlType, JsonObject>> = {
	inboundShortMessage: { defaultLanguageSkill: { noValue: true } },
	workflow: { none: true },
};
const ERROR_HANDLING: Readonly<Record<YamlType, JsonObject>> = {
	inboundShortMessage: { errorHandling: { disconnect: { none: true } } },
	workflow: { errorHandling: { endWorkflow: { none: true } } },
};

const isLike = (value: unknown, shape: JsonObject): boolean => JSON.stringify(value) === JSON.stringify(shape);

/**
 * What a flow has beside its variables and states.
 * @throws Error for a key that is not known, or that is written as in another type of flow
 */
export function checkSettings(type: YamlType, fields: JsonObject): void {
	onlyKeys(fields, KEYS);
	const { defaultLanguage, supportedLanguages = {}, settingsErrorHandling } = fields;
	if (!isObject(supportedLanguages)) throw new Error('supportedLanguages: an object is needed.');
	for (const [language, settings] of Object.entries(supportedLanguages)) {
		if (isLike(settings, LANGUAGE[type])) continue;
		throw new Error(`supportedLanguages: ${language} is written as ${JSON.stringify(LANGUAGE[type])} in this type of flow.`);
	}
	const isSupported = Object.hasOwn(supportedLanguages, String(defaultLanguage));
	if (defaultLanguage !== undefined && !isSupported && Object.keys(supportedLanguages).length > 0) {
		throw new Error(`The default language ${String(defaultLanguage)} is not among the supported languages.`);
	}
	if (settingsErrorHandling === undefined || isLike(settingsErrorHandling, ERROR_HANDLING[type])) return;
	throw new Error(`settingsErrorHandling is written as ${JSON.stringify(ERROR_HANDLING[type])} in this type of flow.`);
}
