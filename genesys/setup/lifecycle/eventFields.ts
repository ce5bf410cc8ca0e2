/**
 * The fields of an event that n8n reads, by their type in Genesys (models *DetailEventTopic*Event). The workflow takes each
 * as an input variable, all but `eventType`, which no trigger gives: the others tell which event it is.
 */
export const EVENT_TYPE = 'eventType';

export const TEXT_FIELDS = [
	'conversationId',
	'participantId',
	'mediaType',
	'messageType',
	'addressTo',
	'addressFrom',
	'userId',
	'queueId',
	'disconnectType',
	'acdOutcome',
	'answeredUserId',
	'wrapupCode',
	'externalContactId',
] as const;

export const NUMBER_FIELDS = [
	'eventTime',
	'interactingDurationMs',
	'alertingDurationMs',
	'heldDurationMs',
	'connectedDurationMs',
	'wrapupDurationMs',
] as const;
