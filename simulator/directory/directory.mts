import { newId } from '../ids.mts';
import { HOME } from './divisions.mts';
import type { Division } from './divisions.mts';

/** Objects with an ID and a name: skills and languages. */
export interface Named {
	id: string;
	name: string;
}

export interface Queue extends Named {
	division: Division;
	/** IDs of the member agents. Default: all. */
	memberIds?: string[];
}

export interface Agent extends Named {
	email: string;
	onQueue: boolean;
	/** Permissions of the roles. Default: all. */
	permissions?: string[];
	/** Names of the divisions of those roles. Default: all. */
	divisions?: string[];
}

/** Groups of users, to which widgets are shown. */
export interface Group extends Named {
	memberIds: string[];
}

export interface Directory {
	divisions: Division[];
	queues: Queue[];
	agents: Agent[];
	groups: Group[];
	skills: Named[];
	languages: Named[];
}

const named = (names: string[]): Named[] => names.map((name) => ({ id: newId(), name }));

/** Data of a new organization. */
export function startingDirectory(): Directory {
	return {
		divisions: [HOME],
		queues: named(['Support', 'Sales', 'Billing']).map((queue) => ({ ...queue, division: HOME })),
		agents: named(['Agent One', 'Agent Two', 'Agent Three']).map(({ id, name }) => ({
			id,
			name,
			email: `${name.toLowerCase().replace(' ', '.')}@example.org`,
			onQueue: false,
		})),
		groups: [],
		skills: named(['Returns']),
		languages: named(['English', 'German']),
	};
}

/** Agents who are members of a queue. */
export const membersOf = <T extends { agents: Agent[] }>({ agents }: T, { memberIds }: Queue): Agent[] =>
	memberIds ? agents.filter(({ id }) => memberIds.includes(id)) : agents;

/** Finds an entry by name, case-insensitive. */
export const byName = <T extends { name: string }>(list: readonly T[], name: string | undefined): T | undefined =>
	list.find((one) => one.name.toLowerCase() === name?.trim().toLowerCase());

/** Like Architect's search functions: the entry with this ID, or the only one with this name, case-insensitive. */
export function sought<T extends Named>(list: readonly T[], idOrName: string): T | undefined {
	const named = list.filter(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
	return list.find(({ id }) => id === idOrName) ?? (named.length === 1 ? named[0] : undefined);
}
