import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listAllIntegrations } from '../../../../genesys/openMessaging/integrations';
import { toolDescriptionProperty } from '../../../shared/descriptions';
import { isOn } from '../../../shared/parameters';
import type { Operation } from '../../../shared/operation';
import { countOf, fieldText } from '../../../shared/parameters';
import { integrationItem } from './output';

const show = { resource: ['integration'], operation: ['getMany'] };

const properties: INodeProperties[] = [
	toolDescriptionProperty('integration', 'getMany', 'Lists the Open Messaging integrations of Genesys Cloud, with where they deliver to.'),
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions: { show },
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { ...show, returnAll: [false] } },
		description: 'Max number of results to return',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Name Contains',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. chat',
				description: 'Only integrations with this in their name; upper and lower case do not count',
			},
		],
	},
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject[]> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const returnAll = isOn(context.getNodeParameter('returnAll', itemIndex, false));
	const limit = returnAll ? Infinity : countOf(context.getNodeParameter('limit', itemIndex, 50), 'Limit');
	const integrations = await listAllIntegrations(client, { nameContains: fieldText(filters, 'name', 'Name Contains'), limit });
	return integrations.map(integrationItem);
}

export const getMany: Operation = { properties, execute };
