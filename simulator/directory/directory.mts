import { newId } from '../ids.mts';
import { HOME } from './divisions.mts';
import type { Division } from './divisions.mts';

/** What is referred to by its id and known by its name: skills, languages. */
export interface Named {
	id: string;
	name: string;
}

export interface Queue extends Named {
	division: Division;
	/** Ids of the agents who are members; without it every agent is. */
	memberIds?: string[];
}

export interface Agent extends Named {
	email: string;
	onQueue: boolean;
	/** Permissions of the roles; without them, all. */
	permissions?: string[];
	/** Names of the divisions in which the user has those roles; without them, all. */
	divisions?: string[];
}

/** Of users, as widgets are shown to. */
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

/** What a new organization has. */
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

/** Agents whom a queue may offer its chats to. */
export const membersOf = <T extends { agents: Agent[] }>({ agents }: T, { memberIds }: Queue): Agent[] =>
	memberIds ? agents.filter(({ id }) => memberIds.includes(id)) : agents;

/** One of a list by its name; upper and lower case are the same. */
export const byName = <T extends { name: string }>(list: readonly T[], name: string | undefined): T | undefined =>
	list.find((one) => one.name.toLowerCase() === name?.trim().toLowerCase());

/** What Architect's search functions give: the one with this id, else the only one of this name in whatever case. */
export function sought<T extends Named>(list: readonly T[], idOrName: string): T | undefined {
	const named = list.filter(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
	return list.find(({ id }) => id === idOrName) ?? (named.length === 1 ? named[0] : undefined);
}
