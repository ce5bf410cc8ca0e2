import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InvalidInputError } from '../../../genesys/errors';
import { reply } from './botConnector/reply';
import { sendLater } from './botConnector/sendLater';
import { findActive } from './conversation/findActive';
import { get as getConversation } from './conversation/get';
import { setAttributes } from './conversation/setAttributes';
import { transfer } from './conversation/transfer';
import { checkAvailability } from './handover/checkAvailability';
import { end } from './handover/end';
import { getStatus } from './handover/getStatus';
import { start } from './handover/start';
import { create } from './integration/create';
import { remove } from './integration/delete';
import { get as getIntegration } from './integration/get';
import { getMany } from './integration/getMany';
import { update } from './integration/update';
import { send } from './message/send';
import { sendButtonResponse } from './message/sendButtonResponse';
import { sendReceipt } from './message/sendReceipt';
import { sendTyping } from './message/sendTyping';
import type { Operation } from './operation';
import { check } from './setup/check';
import { provision } from './setup/provision';

interface Resource {
	name: string;
	defaultOperation: string;
	operations: Record<string, Operation>;
}

/** All operations of the action node, by the values of `resource` and `operation`, in alphabetical order. */
const resources: Record<string, Resource> = {
	botConnector: { name: 'Bot Connector', defaultOperation: 'reply', operations: { reply, sendLater } },
	conversation: { name: 'Conversation', defaultOperation: 'get', operations: { findActive, get: getConversation, setAttributes, transfer } },
	handover: { name: 'Handover', defaultOperation: 'start', operations: { checkAvailability, end, getStatus, start } },
	integration: {
		name: 'Integration',
		defaultOperation: 'getMany',
		operations: { create, delete: remove, get: getIntegration, getMany, update },
	},
	message: { name: 'Message', defaultOperation: 'send', operations: { send, sendButtonResponse, sendReceipt, sendTyping } },
	setup: { name: 'Setup', defaultOperation: 'check', operations: { check, provision } },
};

/** The operation selected for an item. @throws InvalidInputError if this version of the node doesn't have it */
export function operationOf(context: IExecuteFunctions, itemIndex: number): Operation {
	const resource = context.getNodeParameter('resource', itemIndex) as string;
	// n8n drops the operation of an unknown resource.
	const operation = context.getNodeParameter('operation', itemIndex, '') as string;
	const operations = Object.hasOwn(resources, resource) ? resources[resource].operations : {};
	if (Object.hasOwn(operations, operation)) return operations[operation];
	throw new InvalidInputError(
		'Operation',
		`This version of the node has no operation "${[resource, operation].filter(Boolean).join(': ')}"`,
		'Choose an operation from the list, or update the package.',
	);
}

export const resourceProperty: INodeProperties = {
	displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, default: 'handover',
	options: Object.entries(resources).map(([value, { name }]) => ({ name, value })),
};

const actions = Object.fromEntries(
	Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.entries(operations).map(([operation, { action }]) => [`${resource}: ${operation}`, action]),
	),
);

/** Text below the node on the canvas, such as "Start handover". */
export const subtitle = `={{ (${JSON.stringify(actions)})[$parameter["resource"] + ": " + $parameter["operation"]] }}`;

/** The `operation` parameter of each resource. */
export const operationProperties = Object.entries(resources).map(
	([resource, { defaultOperation, operations }]): INodeProperties => ({
		displayName: 'Operation', name: 'operation', type: 'options', noDataExpression: true, default: defaultOperation,
		displayOptions: { show: { resource: [resource] } },
		options: Object.entries(operations).map(([value, { name, description, action }]) => ({ name, value, description, action })),
	}),
);

/** The parameters of all operations, each shown only for its operation. */
export const parameterProperties = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.entries(operations).flatMap(([operation, { toolDescription, properties }]) =>
		showFor(resource, operation, [toolDescriptionProperty(toolDescription), ...properties]),
	),
);

function showFor(resource: string, operation: string, properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => {
		const { show } = property.displayOptions ?? {};
		return { ...property, displayOptions: { show: { ...show, resource: [resource], operation: [operation] } } };
	});
}

/** n8n uses a property with this name instead of generating one. */
function toolDescriptionProperty(text: string): INodeProperties {
	return {
		displayName: 'Tool Description', name: 'toolDescription', type: 'string', typeOptions: { rows: 4 }, default: text,
		displayOptions: { show: { '@tool': [true] } },
		description: 'Explains to the model what this tool does and when to use it',
	};
}
