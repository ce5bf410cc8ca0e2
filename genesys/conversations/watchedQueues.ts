import type { GenesysClient } from '../client';
import { InvalidInputError, RefusedError } from '../errors';
import { MAX_TOPICS } from '../notifications/channel';
import { allQueues, sameQueueName } from '../routing/queues';
import type { NamedQueue } from './queueWatch';

const QUEUE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface WatchedQueueOptions {
	/** Queues found before: a queue that was renamed since is recognized by them. */
	known?: readonly NamedQueue[];
	/** Receives names that no queue has, as long as another queue is left; without it, one such name is an error. */
	onUnknown?: (error: RefusedError) => void;
}

/**
 * Finds the queues to listen to: those wanted, by name or ID, or all that the role sees where none is named.
 * Permission: routing:queue:view, which IDs alone can do without; their names stay unknown then.
 *
 * @throws InvalidInputError for more queues than a channel takes
 * @throws RefusedError `queue.not.found` for a name that no queue has, or when the role sees no queue
 * @throws GenesysApiError, GenesysUnreachableError
 */
export async function findWatchedQueues(
	client: GenesysClient,
	wanted: readonly string[],
	{ known = [], onUnknown }: WatchedQueueOptions = {},
): Promise<NamedQueue[]> {
	const areIds = wanted.length > 0 && wanted.every((entry) => QUEUE_ID.test(entry));
	const seen = await allQueues(client).catch((error: Error) => {
		if (areIds) return [];
		throw error;
	});
	const unknown = wanted.filter((entry) => !queueOf(entry, seen)).map((entry) => notFound(`Genesys Cloud has no queue "${entry}"`));
	if (unknown.length > 0 && !onUnknown) throw unknown[0];
	const found = wanted.length === 0 ? seen : wanted.flatMap((entry) => queueOf(entry, seen) ?? queueOf(entry, known) ?? []);
	if (found.length === 0) throw unknown.at(0) ?? notFound('Genesys Cloud shows the role no queue');
	for (const error of unknown) onUnknown?.(error);
	const queues = [...new Map(found.map((queue) => [queue.id, queue])).values()];
	if (queues.length <= MAX_TOPICS) return queues;
	throw new InvalidInputError(
		'Queues',
		`"Queues" ${wanted.length === 0 ? 'stands for' : 'names'} ${queues.length} queues, and Genesys Cloud takes ${MAX_TOPICS} for one trigger`,
		'Divide them among several triggers.',
	);
}

function queueOf(entry: string, queues: readonly NamedQueue[]): NamedQueue | undefined {
	const isNamed = [({ id, name }: NamedQueue) => id === entry || name === entry, ({ name = '' }: NamedQueue) => sameQueueName(name, entry)];
	return isNamed.map((test) => queues.find(test)).find(Boolean) ?? (QUEUE_ID.test(entry) ? { id: entry } : undefined);
}

function notFound(problem: string): RefusedError {
	return new RefusedError({
		code: 'queue.not.found',
		message: `Listen to queues: ${problem}`,
		advice: 'Check the name (Admin › Queues), and that the role of the OAuth client may see the division of the queue.',
	});
}
