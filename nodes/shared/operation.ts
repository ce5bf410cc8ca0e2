import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { GenesysClient } from '../../genesys/client';

/** What one operation's file gives: its parameters, and what it does with one item. */
export interface Operation {
	properties: INodeProperties[];
	/** One output item, or as many as there are results. */
	execute(context: IExecuteFunctions, client: GenesysClient, itemIndex: number): Promise<IDataObject | IDataObject[]>;
}
