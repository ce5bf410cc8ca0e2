import { HOME } from '../directory/divisions.mts';
import type { Division } from '../directory/divisions.mts';
import { newId } from '../ids.mts';
import type { Integration } from '../integrations/integration.mts';
import type { World } from '../world.mts';
import type { Program } from './program.mts';

/** The type of flow that messages are routed to. */
export const MESSAGE_FLOW = 'INBOUNDSHORTMESSAGE';

export interface Flow {
	id: string;
	name: string;
	description: string;
	division: Division;
	/** As the API spells it, such as INBOUNDSHORTMESSAGE. */
	type: string;
	/** How many times it was saved. */
	version: number;
	published: boolean;
	/** What it does; without one it does what every new organization's flow does. */
	program?: Program;
}

export const newFlow = (fields: Partial<Flow> & { name: string }): Flow => ({
	id: newId(),
	description: '',
	division: HOME,
	type: MESSAGE_FLOW,
	version: 1,
	published: true,
	...fields,
});

/** May a recipient point to this flow, and does it run when one does? */
export const takesMessages = ({ type, published }: Flow): boolean => type === MESSAGE_FLOW && published;

/** The flow that handles the messages of an integration; undefined if none does. */
export const flowBehind = (world: World, { flowId }: Integration): Flow | undefined =>
	world.flows.find((flow) => flow.id === flowId && takesMessages(flow));
