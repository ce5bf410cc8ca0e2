import type { GenesysClient } from '../client';
import { InvalidInputError, RefusedError } from '../errors';
import { MAX_TOPICS } from '../notifications/channel';
import { allQueues, sameQueueName } from '../routing/queues';
import type { NamedQueue } from './queueWatch';

const QUEUE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface WatchedQueueOptions {
	/** Those that were found before, by which a queue is known that has another name by now. */
	known?: readonly NamedQueue[];
	/** Is told of names that no queue has, as long as there are others; without it one is enough to fail. */
	onUnknown?: (error: RefusedError) => void;
}

/**
 * The queues to listen to: those that are wanted, by name or ID, or all that the role sees where none is named.
 * Permission: routing:queue:view, which IDs alone can do without; then their names stay unknown.
 *
 * @throws InvalidInputError for more than Genesys takes
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
	const queue =
		queues.find(({ id }) => id === entry) ??
		queues.find(({ name }) => name === entry) ??
		queues.find(({ name }) => sameQueueName(name ?? '', entry));
	return queue ?? (QUEUE_ID.test(entry) ? { id: entry } : undefined);
}

function notFound(problem: string): RefusedError {
	return new RefusedError({
		code: 'queue.not.found',
		message: `Listen to queues: ${problem}`,
		advice: 'Check the name (Admin › Queues), and that the role of the OAuth client may see the division of the queue.',
	});
}
