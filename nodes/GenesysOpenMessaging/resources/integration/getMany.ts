import { listAllIntegrations } from '../../../../genesys/openMessaging/integrations';
import { parametersOf } from '../../../shared/parameters';
import type { Operation } from '../operation';
import { toItem } from './fields';

export const getMany: Operation = {
	name: 'Get Many',
	description: 'Get many integrations',
	action: 'Get many integrations',
	toolDescription: 'Lists the Open Messaging integrations in Genesys Cloud with their webhook URLs.',
	properties: [
		{
			displayName: 'Return All', name: 'returnAll', type: 'boolean', default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit', name: 'limit', type: 'number', typeOptions: { minValue: 1 }, default: 50,
			displayOptions: { show: { returnAll: [false] } },
			description: 'Max number of results to return',
		},
		{
			displayName: 'Filters', name: 'filters', type: 'collection', placeholder: 'Add Filter', default: {},
			options: [
				{
					displayName: 'Name Contains', name: 'name', type: 'string', default: '', placeholder: 'e.g. chat',
					description: 'Text that the name must contain (not case-sensitive)',
				},
			],
		},
	],

	async execute(context, client, itemIndex) {
		const parameters = parametersOf(context, itemIndex);
		const wanted = {
			nameContains: parameters.fields('filters').text('name', 'Name Contains'),
			limit: parameters.isOn('returnAll') ? Infinity : parameters.count('limit', 'Limit', 50),
		};
		return (await listAllIntegrations(client, wanted)).map(toItem);
	},
};
