import type { GenesysClient } from '../client';
import { RefusedError } from '../errors';
import { isGuid, type Reference } from '../ids';
import { allNamed, unknownName, withName } from './named';

const WHAT = 'Listen to queues';

interface WatchedQueueOptions {
	known?: readonly Reference[]; // Queues found earlier, to recognize renamed queues.
	/** Receives an error for each unknown name if at least one queue is found. Without it, an unknown name throws. */
	onUnknown?: (error: RefusedError) => void;
}

/**
 * The queues to listen to, by name or ID, or all that the role can access.
 * Permission: routing:queue:view, optional if all are IDs, whose names then stay unknown.
 * @throws RefusedError `queue.not.found` for an unknown name, or if the role can't access any queue; GenesysApiError, GenesysUnreachableError
 */
export async function findWatchedQueues(client: GenesysClient, wanted: readonly string[], options: WatchedQueueOptions = {}) {
	const { known = [], onUnknown } = options;
	const areIds = wanted.length > 0 && wanted.every((entry) => isGuid(entry));
	const seen = await allNamed(client, 'queue').catch((error: Error) => {
		if (areIds) return [];
		throw error;
	});
	const unknown = wanted.filter((entry) => !queueOf(entry, seen)).map((entry) => unknownName('queue', entry, WHAT, seen));
	if (unknown.length > 0 && !onUnknown) throw unknown[0];
	const found = wanted.length === 0 ? seen : wanted.flatMap((entry) => queueOf(entry, seen) ?? queueOf(entry, known) ?? []);
	if (found.length === 0) throw unknown.at(0) ?? noQueue();
	for (const error of unknown) onUnknown?.(error);
	return [...new Map(found.map((queue) => [queue.id, queue])).values()];
}

function noQueue(): RefusedError {
	const advice = "Assign the role for the queues' division to the OAuth client (Admin › Integrations › OAuth, Roles tab) or the signed-in user (Admin › People).";
	return new RefusedError({ code: 'queue.not.found', message: `${WHAT}: the role can't access any queue`, advice });
}

function queueOf(entry: string, queues: readonly Reference[]): Reference | undefined {
	return queues.find(({ id }) => id === entry) ?? withName(entry, queues) ?? (isGuid(entry) ? { id: entry } : undefined);
}
