import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { GenesysClient } from '../../../genesys/client';

/** What an operation's file exports. */
export interface Operation {
	/** `name` and `description` appear in the Operation dropdown, `action` in the node list. */
	name: string;
	description: string;
	action: string;
	/** What a language model reads if the operation is one of its tools. */
	toolDescription: string;
	/** Without the `displayOptions` for this operation, which are added later. */
	properties: INodeProperties[];
	/** Returns one output item, or one for each result. */
	execute(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<IDataObject | IDataObject[]>;
}

/** n8n changes the node's type when it's the tool of an AI agent. */
export const isTool = (context: Pick<IExecuteFunctions, 'getNode'>): boolean => context.getNode().type.endsWith('Tool');
