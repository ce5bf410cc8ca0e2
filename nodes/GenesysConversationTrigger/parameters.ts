import type { ITriggerFunctions } from 'n8n-workflow';
import { LIFECYCLE_EVENTS } from '../../genesys/conversations/lifecycle';
import { InvalidInputError } from '../../genesys/errors';

export interface TriggerParameters {
	/** Names or IDs; empty for all that the role sees. */
	queues: string[];
	events: string[];
}

/** @throws InvalidInputError */
export function readParameters(context: Pick<ITriggerFunctions, 'getNodeParameter'>): TriggerParameters {
	const events = entriesOf(context.getNodeParameter('events', []));
	const known: readonly string[] = LIFECYCLE_EVENTS;
	const unknown = events.filter((event) => !known.includes(event));
	if (events.length === 0 || unknown.length > 0) {
		throw new InvalidInputError(
			'Events',
			unknown.length > 0 ? `"Events" has "${unknown.join('", "')}"` : '"Events" is empty',
			`Use ${LIFECYCLE_EVENTS.join(', ')}.`,
		);
	}
	return { queues: entriesOf(context.getNodeParameter('queues', [])), events };
}

/** A list from the field, or from an expression: a list, or one text with commas. */
function entriesOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return [...new Set(entries.map((entry) => String(entry).trim()).filter((entry) => entry !== ''))];
}
