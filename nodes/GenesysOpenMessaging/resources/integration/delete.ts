import { deleteIntegration } from '../../../../genesys/openMessaging/integrationChanges';
import { changingIntegrations, integrationIdOf } from '../../../shared/chosenIntegration';
import { integrationProperty } from '../../../shared/descriptions';
import type { Operation } from '../operation';

export const remove: Operation = {
	name: 'Delete',
	description: 'Permanently delete an integration with no open conversations',
	action: 'Delete integration',
	toolDescription: "Permanently deletes an Open Messaging integration in Genesys Cloud. After that, customers can't use this channel anymore.",
	properties: [integrationProperty],

	async execute(context, client, itemIndex) {
		const integrationId = await integrationIdOf(context, client, itemIndex);
		await changingIntegrations(deleteIntegration(client, integrationId));
		return { integrationId, deleted: true };
	},
};
