import type { Happening } from './lifecycleTable';
import type { Observation, Part } from './observation';

/** Something that happened to one participant; `disconnected` happens to the newest customer. */
export interface Happened {
	what: Happening;
	at: number;
	part: Part;
}

/** What is seen at the same moment happened in this order. */
const ORDER: readonly Happening[] = [
	'customerJoined',
	'queued',
	'offered',
	'agentJoined',
	'unqueued',
	'offerWithdrawn',
	'agentDeclined',
	'transferred',
	'agentLeft',
	'customerLeft',
	'disconnected',
];

/** An offer that ended so was taken back, not declined: the customer went, or somebody moved the chat (UNCONFIRMED). */
const WITHDRAWN = ['peer', 'transfer', 'takeover'];

/** Everything that is known to have happened, in the order of its times, whatever the order in which it became known. */
export function happeningsOf(facts: Observation): Happened[] {
	const { parts } = facts;
	const customers = parts.filter(({ role }) => role === 'customer');
	const all = [...parts.flatMap((part) => happeningsOfPart(part, facts, customers)), ...endOf(facts, customers)];
	return all.sort(
		(a, b) =>
			a.at - b.at ||
			ORDER.indexOf(a.what) - ORDER.indexOf(b.what) ||
			(a.part.participantId < b.part.participantId ? -1 : 1),
	);
}

function happeningsOfPart(part: Part, facts: Observation, customers: Part[]): Happened[] {
	const when = (what: Happening, at: number | undefined): Happened[] => (at === undefined ? [] : [{ what, at, part }]);
	const begunAt = beginning(part);
	switch (part.role) {
		case 'customer':
			// Who goes has come, though nobody saw it: without that the second end of a conversation would be none.
			return [...when('customerJoined', begunAt ?? part.endedAt), ...(isReplaced(part, customers) ? [] : when('customerLeft', part.endedAt))];
		case 'queue':
			return [...when('queued', begunAt), ...when('unqueued', part.endedAt)];
		case 'agent':
			return [
				...when('offered', begunAt),
				...when('agentJoined', part.connectedAt),
				...when(endOfAgent(part, facts, customers), part.endedAt),
			];
	}
}

/**
 * Had a newer part of the customer begun before this one ended? Then it is no end for the customer. One whose beginning
 * is not known counts as the newest: an end told too early does less harm than one that is never told.
 */
function isReplaced(part: Part, customers: Part[]): boolean {
	const begunAt = beginning(part);
	return begunAt !== undefined && customers.some((other) => beginsWithin(other, begunAt, part.endedAt));
}

function beginsWithin(part: Part, after: number, until = Infinity): boolean {
	const begunAt = beginning(part);
	return begunAt !== undefined && begunAt > after && begunAt <= until;
}

function beginning({ begunAt, connectedAt }: Part): number | undefined {
	return begunAt ?? connectedAt;
}

function endOfAgent(part: Part, facts: Observation, customers: Part[]): Happening {
	const type = part.disconnectType ?? '';
	if (part.connectedAt !== undefined) return type.startsWith('transfer') || type === 'takeover' ? 'transferred' : 'agentLeft';
	const { begunAt = -Infinity, endedAt = Infinity } = part;
	const ends = [facts.endedAt, ...customers.map((customer) => customer.endedAt)];
	const customerWent = ends.some((end) => end !== undefined && end >= begunAt && end <= endedAt);
	return customerWent || WITHDRAWN.includes(type) ? 'offerWithdrawn' : 'agentDeclined';
}

function endOf({ endedAt }: Observation, customers: Part[]): Happened[] {
	if (endedAt === undefined) return [];
	const begun = customers.filter((part) => (beginning(part) ?? endedAt) <= endedAt);
	const newest = begun.sort((a, b) => (beginning(a) ?? endedAt) - (beginning(b) ?? endedAt)).at(-1);
	return [{ what: 'disconnected', at: endedAt, part: newest ?? { participantId: '', role: 'customer' } }];
}
