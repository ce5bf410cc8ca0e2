import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { GenesysClient } from '../../../genesys/client';

/** What one operation's file gives. */
export interface Operation {
	/** As the dropdown Operation shows it, with the description below; the action stands in the list of nodes. */
	name: string;
	description: string;
	action: string;
	/** What a language model reads when the operation is one of its tools. */
	toolDescription: string;
	/** Without the condition that they are shown for this operation. */
	properties: INodeProperties[];
	/** Returns one output item, or as many as there are results. */
	execute(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<IDataObject | IDataObject[]>;
}

/** n8n gives the node another type where it is the tool of an AI agent. */
export const isTool = (context: Pick<IExecuteFunctions, 'getNode'>): boolean => context.getNode().type.endsWith('Tool');
