import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../../genesys/errors';
import type { Operation } from '../shared/operation';
import * as conversation from './resources/conversation';
import * as handover from './resources/handover';
import * as message from './resources/message';

const OPERATIONS: Record<string, Record<string, Operation>> = {
	conversation: conversation.operations,
	handover: handover.operations,
	message: message.operations,
};

/** The operation that an item asks for. @throws InvalidInputError when this version of the node does not have it */
export function operationOf(context: IExecuteFunctions, itemIndex: number): Operation {
	const resource = context.getNodeParameter('resource', itemIndex) as string;
	// n8n drops the operation where it does not know the resource.
	const operation = context.getNodeParameter('operation', itemIndex, '') as string;
	const found = Object.hasOwn(OPERATIONS, resource) && Object.hasOwn(OPERATIONS[resource], operation);
	if (found) return OPERATIONS[resource][operation];
	throw new InvalidInputError(
		'Operation',
		`This version of the node has no operation "${[resource, operation].filter(Boolean).join(': ')}"`,
		'Pick an operation from the list, or update the package.',
	);
}
