import { newId } from '../ids.mts';

export interface Queue {
	id: string;
	name: string;
}

export interface Agent {
	id: string;
	name: string;
	email: string;
	onQueue: boolean;
}

export interface Flow {
	id: string;
	name: string;
}

/** What a new organisation has: three queues, three agents, one published inbound message flow. */
export function startingDirectory(): { queues: Queue[]; agents: Agent[]; flows: Flow[] } {
	return {
		queues: ['Support', 'Sales', 'Billing'].map((name) => ({ id: newId(), name })),
		agents: ['One', 'Two', 'Three'].map((number) => ({
			id: newId(),
			name: `Agent ${number}`,
			email: `agent.${number.toLowerCase()}@example.org`,
			onQueue: false,
		})),
		flows: [{ id: newId(), name: 'Open Messaging hand-over' }],
	};
}
