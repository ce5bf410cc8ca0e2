import type { IDataObject } from 'n8n-workflow';
import { getIntegration } from '../../../../genesys/openMessaging/integrations';
import { integrationProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';
import { integrationItem } from './output';

const properties = [
	toolDescriptionProperty(
		'integration',
		'get',
		'Gives an Open Messaging integration of Genesys Cloud: its name, where it delivers to, and whether it is ready (createStatus Completed).',
	),
	integrationProperty({ show: { resource: ['integration'], operation: ['get'] } }),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	return integrationItem(await getIntegration(client, await integrationIdOf(context, client, itemIndex)));
}

export const get: Operation = { properties, execute };
