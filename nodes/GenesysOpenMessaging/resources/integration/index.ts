import type { INodeProperties } from 'n8n-workflow';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const operations = { create, delete: remove, get, getMany, update };

export const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['integration'] } },
	options: [
		{
			name: 'Create',
			value: 'create',
			description: 'Create an Open Messaging integration, signed with the webhook secret of the credential',
			action: 'Create an integration',
		},
		{
			name: 'Delete',
			value: 'delete',
			description: 'Delete an integration over which nobody is talking',
			action: 'Delete an integration',
		},
		{
			name: 'Get',
			value: 'get',
			description: 'Get where an integration delivers to and how it stands',
			action: 'Get an integration',
		},
		{
			name: 'Get Many',
			value: 'getMany',
			description: 'Get the integrations that there are',
			action: 'Get many integrations',
		},
		{
			name: 'Update',
			value: 'update',
			description: 'Change an integration, or its webhook secret without losing a message',
			action: 'Update an integration',
		},
	],
	default: 'getMany',
};
