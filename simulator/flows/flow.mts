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
	/** The API's name of the type, such as INBOUNDSHORTMESSAGE. */
	type: string;
	/** Number of saved versions. */
	version: number;
	published: boolean;
	/** The compiled flow. Default: the flow of a new organization. */
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

/** Whether messages can be routed to this flow. */
export const takesMessages = ({ type, published }: Flow): boolean => type === MESSAGE_FLOW && published;

/** The flow that handles an integration's messages, or undefined. */
export const flowBehind = (world: World, { flowId }: Integration): Flow | undefined =>
	world.flows.find((flow) => flow.id === flowId && takesMessages(flow));
