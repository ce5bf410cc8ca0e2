import { objectWithId } from '../../answers';
import type { GenesysClient } from '../../client';
import { RefusedError } from '../../errors';
import { asNumber } from '../../json';
import { pathId } from '../../pathId';
import { findQueue, listQueues } from '../../routing/queues';
import { defaultQueueIn } from '../handoverFlow';
import { error, type Check, type Finding } from './finding';

const WHAT = 'Check setup';

/** Roles are given in divisions: in the wrong ones a client sees nothing, though it lacks no permission. */
async function noneVisible(client: GenesysClient): Promise<Finding[]> {
	const { queues } = await listQueues(client, '', 1, 1);
	if (queues.length > 0) return [];
	const what = 'The OAuth client sees no queue: there is none, or its role is given in another division than the queues lie in.';
	return [error('queue.noneVisible', what, 'Give the OAuth client the role in the division of the queues: Admin › Integrations › OAuth, tab Roles.')];
}

export const queueCheck: Check = {
	permission: 'routing:queue:view',
	sees: 'the queue',
	run: async ({ client, queueName, flow }) => {
		const name = queueName || defaultQueueIn(flow?.description ?? '');
		if (!name) return await noneVisible(client);
		const outcome = await findQueue(client, name, WHAT).then(
			(queue) => ({ queue }),
			(failure: unknown) => ({ failure }),
		);
		if ('failure' in outcome) {
			if (!(outcome.failure instanceof RefusedError && outcome.failure.code === 'queue.not.found')) throw outcome.failure;
			return [
				error(
					'queue.notVisible',
					`There is no queue "${name}", or it lies in a division that the role of the OAuth client does not cover.`,
					"Compare the name with Admin › Queues, and the queue's division with those of the role: Admin › Integrations › OAuth, tab Roles.",
				),
			];
		}
		const { id } = outcome.queue;
		const path = `/api/v2/routing/queues/${pathId('Queue ID', id)}`;
		const { memberCount } = await client.call({ method: 'GET', path }, { what: WHAT, read: objectWithId });
		if (asNumber(memberCount) !== 0) return [];
		const what = `The queue "${outcome.queue.name}" has no members, so nobody can take its chats.`;
		return [error('queue.noMembers', what, 'Add agents in Admin › Queues, tab Members.')];
	},
};
