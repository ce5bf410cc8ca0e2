import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../shared/operation';
import * as conversation from './conversation';
import * as handover from './handover';
import * as integration from './integration';
import * as message from './message';
import * as setup from './setup';

interface Resource {
	/** The choice of the operation. */
	operationProperty: INodeProperties;
	operations: Record<string, Operation>;
}

/** Everything that the action node does, by the values of its parameters `resource` and `operation`. */
export const resources: Record<string, Resource> = { conversation, handover, integration, message, setup };
