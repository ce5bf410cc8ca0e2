import { getIntegration } from '../../../../genesys/openMessaging/integrations';
import { integrationIdOf } from '../../../shared/chosenIntegration';
import { integrationProperty } from '../../../shared/descriptions';
import type { Operation } from '../operation';
import { toItem } from './fields';

export const get: Operation = {
	name: 'Get',
	description: "Get an integration's status and settings",
	action: 'Get integration',
	toolDescription: 'Returns an Open Messaging integration in Genesys Cloud with its name, its webhook URL, and whether it is ready (createStatus Completed).',
	properties: [integrationProperty],

	async execute(context, client, itemIndex) {
		return toItem(await getIntegration(client, await integrationIdOf(context, client, itemIndex)));
	},
};
