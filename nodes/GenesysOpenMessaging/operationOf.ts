import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../../genesys/errors';
import { optionalId } from '../shared/ids';
import type { Operation } from '../shared/operation';
import { resources } from './resources';

/** The operation that an item asks for. @throws InvalidInputError when this version of the node does not have it */
export function operationOf(context: IExecuteFunctions, itemIndex: number): Operation {
	const resource = context.getNodeParameter('resource', itemIndex) as string;
	// n8n drops the operation where it does not know the resource.
	const operation = context.getNodeParameter('operation', itemIndex, '') as string;
	const operations = Object.hasOwn(resources, resource) ? resources[resource].operations : {};
	if (Object.hasOwn(operations, operation)) return operations[operation];
	throw new InvalidInputError(
		'Operation',
		`This version of the node has no operation "${[resource, operation].filter(Boolean).join(': ')}"`,
		'Pick an operation from the list, or update the package.',
	);
}

/** Items of one customer, by the ID as it is sent, keep their order; so do those of which the customer is not known. */
export function laneOf(context: IExecuteFunctions, itemIndex: number): string {
	try {
		return optionalId(context, 'customerId', 'Customer ID', itemIndex);
	} catch {
		// An expression that fails, and an ID that cannot be one, are told when the item is run.
		return '';
	}
}
