import { ApiError, invalidValue, missingField } from '../http/apiError.mts';
import { isFilledText, isObject, objectOf } from '../http/json.mts';
import type { JsonObject } from '../http/json.mts';
import { TRIGGER_TOPICS } from '../notifications/topics.mts';
import { criterionOf } from './matchCriteria.mts';
import type { MatchCriterion } from './matchCriteria.mts';

const DATA_FORMATS = ['Json', 'TopLevelPrimitives'] as const;
const MAX_DESCRIPTION = 512;
const MIN_TTL_SECONDS = 10;
const DELAY_SECONDS = { min: 60, max: 900 };

/** What starts a workflow when an event comes that fits. */
export interface Trigger {
	id: string;
	version: number;
	name: string;
	/** With the literal `{id}` in it. */
	topicName: string;
	enabled: boolean;
	target: { type: 'Workflow'; id: string; workflowTargetSettings: { dataFormat: (typeof DATA_FORMATS)[number] } };
	matchCriteria: MatchCriterion[];
	eventTTLSeconds?: number;
	delayBySeconds?: number;
	description?: string;
}

/** The only thing that a trigger can start is a workflow: no webhook, no lambda. */
function targetOf(given: unknown): Trigger['target'] {
	if (!isObject(given)) throw missingField('target');
	const { type, id, workflowTargetSettings } = given;
	if (type !== 'Workflow') throw invalidValue(type, 'target.type', 'Type', ['Workflow']);
	if (!isFilledText(id)) throw missingField('target.id');
	const dataFormat = isObject(workflowTargetSettings) ? workflowTargetSettings['dataFormat'] : undefined;
	const format = DATA_FORMATS.find((known) => known === (dataFormat ?? 'TopLevelPrimitives'));
	if (!format) throw invalidValue(dataFormat, 'target.workflowTargetSettings.dataFormat', 'DataFormat', DATA_FORMATS);
	return { type, id, workflowTargetSettings: { dataFormat: format } };
}

function secondsOf(body: JsonObject, field: string, min: number, max = Infinity): number | undefined {
	const given = body[field];
	if (given === undefined || given === null) return undefined;
	const seconds = Number(given);
	if (!Number.isInteger(seconds) || seconds < min || seconds > max) throw invalidValue(given, field, 'Integer');
	return seconds;
}

/**
 * The fields of a trigger from a `CreateTriggerRequest`.
 * @throws ApiError 400 naming the field that is missing or wrong
 */
export function triggerFields(given: unknown): Omit<Trigger, 'id' | 'version'> {
	const body = objectOf(given);
	const { name, topicName, enabled, description, matchCriteria = [] } = body;
	if (!isFilledText(name)) throw missingField('name');
	if (!isFilledText(topicName)) throw missingField('topicName');
	if (!TRIGGER_TOPICS.includes(topicName)) throw invalidValue(topicName, 'topicName', 'Topic', TRIGGER_TOPICS);
	if (typeof enabled !== 'boolean') throw missingField('enabled');
	const isDescription = typeof description === 'string' && description.length <= MAX_DESCRIPTION;
	if (description !== undefined && !isDescription) throw invalidValue(description, 'description', 'String');
	if (!Array.isArray(matchCriteria)) throw invalidValue(matchCriteria, 'matchCriteria', 'List');
	const eventTTLSeconds = secondsOf(body, 'eventTTLSeconds', MIN_TTL_SECONDS);
	const delayBySeconds = secondsOf(body, 'delayBySeconds', DELAY_SECONDS.min, DELAY_SECONDS.max);
	if (eventTTLSeconds !== undefined && delayBySeconds !== undefined) {
		throw new ApiError(400, 'bad.request', 'A trigger has eventTTLSeconds or delayBySeconds, not both.');
	}
	return {
		name,
		topicName,
		enabled,
		target: targetOf(body['target']),
		matchCriteria: matchCriteria.map(criterionOf),
		...(eventTTLSeconds !== undefined && { eventTTLSeconds }),
		...(delayBySeconds !== undefined && { delayBySeconds }),
		...(isDescription && { description }),
	};
}
