import type { IDataObject } from 'n8n-workflow';
import { deleteIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { integrationProperty, toolDescriptionProperty } from '../../../shared/descriptions';
import { changingIntegrations, integrationIdOf } from '../../../shared/chosenIntegration';
import type { Operation } from '../../../shared/operation';

const properties = [
	toolDescriptionProperty(
		'integration',
		'delete',
		'Deletes an Open Messaging integration of Genesys Cloud for good. Nobody can write over this channel afterwards.',
	),
	integrationProperty({ show: { resource: ['integration'], operation: ['delete'] } }),
];

async function execute(...[context, client, itemIndex]: Parameters<Operation['execute']>): Promise<IDataObject> {
	const integrationId = await integrationIdOf(context, client, itemIndex);
	await changingIntegrations(async () => await deleteIntegration(client, integrationId));
	return { integrationId, deleted: true };
}

export const remove: Operation = { properties, execute };
